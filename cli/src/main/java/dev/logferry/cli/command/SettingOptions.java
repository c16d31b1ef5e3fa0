package dev.logferry.cli.command;

import dev.logferry.cli.terminal.CommandException;
import dev.logferry.cli.terminal.UsageException;
import dev.logferry.forwarder.settings.InvalidSettings;
import dev.logferry.forwarder.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The forwarder's settings, as far as the command line says them. */
public final class SettingOptions {
  private static final String PREFIX = "LOGFERRY_";
  private static final Pattern FILLED_BY_STACK =
      Pattern.compile(
          "LOGFERRY_ELASTICSEARCH_(URLS|API_KEY|USERNAME|PASSWORD|CREDENTIALS_SECRET|CA_.*)");

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "A setting of the forwarder, such as LOGFERRY_MINIMUM_LEVEL=WARN. Can be repeated.")
  private Map<String, String> given = new TreeMap<>();

  /**
   * What was given, for a stack that says itself where its Elasticsearch is.
   *
   * @throws UsageException when a name is no setting's, or is one that the stack fills
   * @throws CommandException listing what is wrong with the values
   */
  public Map<String, String> forStack() {
    requireSettings();
    for (String name : given.keySet()) {
      if (FILLED_BY_STACK.matcher(name).matches()) {
        throw new UsageException(
            "--set %s: the local stack fills that itself, with its own Elasticsearch; leave it out"
                .formatted(name));
      }
    }
    Map<String, String> environment = new HashMap<>(given);
    // Stand-ins for what the stack knows only later: all else is checked before the slow part.
    environment.put("LOGFERRY_ELASTICSEARCH_URLS", "https://127.0.0.1:9200");
    environment.put("LOGFERRY_ELASTICSEARCH_USERNAME", "shipper");
    environment.put("LOGFERRY_ELASTICSEARCH_PASSWORD", "unknown yet");
    try {
      Settings.from(environment);
    } catch (InvalidSettings invalid) {
      throw new CommandException(CommandException.reasonOf(invalid), invalid);
    }
    return Map.copyOf(given);
  }

  /**
   * Those of this process's environment, and what was given over them.
   *
   * @throws UsageException when a name is no setting's
   * @throws CommandException listing what is wrong with the values
   */
  public Settings forPreview() {
    requireSettings();
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(given);
    try {
      return Settings.forPreview(environment);
    } catch (InvalidSettings invalid) {
      throw new CommandException(CommandException.reasonOf(invalid), invalid);
    }
  }

  private void requireSettings() {
    for (String name : given.keySet()) {
      if (!name.startsWith(PREFIX)) {
        throw new UsageException(
            "--set %s: the forwarder's settings begin with %s, as LOGFERRY_MINIMUM_LEVEL"
                .formatted(name, PREFIX));
      }
    }
  }
}
