package dev.logferry.cli.up;

import dev.logferry.cli.stack.StackOptions;
import dev.logferry.cli.terminal.UsageException;
import dev.logferry.localstack.system.Fault;
import dev.logferry.localstack.system.Forwarded;
import dev.logferry.localstack.system.LocalSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How the whole system is run. */
final class SystemOptions {

  private static final Pattern RATE = Pattern.compile("(\\d{1,4})(/s)?");
  private static final Pattern FAULT =
      Pattern.compile("(?<name>[a-z0-9-]+)(=(?<number>\\d{1,5})(?<unit>s|m))?");

  @Mixin private StackOptions stack = new StackOptions();

  @Option(
      names = "--traffic",
      paramLabel = "RATE",
      defaultValue = "20/s",
      description =
          "Requests to the API; by default ${DEFAULT-VALUE}. 0 for none, and no database"
              + " failures.")
  private String traffic = "";

  @Option(
      names = "--forward",
      paramLabel = "EVENTS",
      defaultValue = "EVERYTHING",
      description =
          "Which lines CloudWatch forwards, as the template's parameter ForwardedEvents:"
              + " ${COMPLETION-CANDIDATES}. By default ${DEFAULT-VALUE}.")
  private Forwarded forwarded = Forwarded.EVERYTHING;

  @Option(
      names = "--fault",
      paramLabel = "FAULT[=DURATION]",
      description =
          "Inject a fault after the start: elasticsearch-down, database-down, broken-query,"
              + " slow-queries, forwarder-crash or s3-down, for example elasticsearch-down=30s. Can"
              + " be repeated.")
  private List<String> faults = new ArrayList<>();

  @Option(
      names = "--page-port",
      paramLabel = "PORT",
      defaultValue = "8600",
      description = "Port of the web page; 0 for any free port. By default ${DEFAULT-VALUE}.")
  private int pagePort;

  @Option(
      names = "--api-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port of the API; by default any free port.")
  private int apiPort;

  /** A fault to inject. */
  record ChosenFault(Fault fault, Duration duration) {}

  /**
   * Validates the options before anything is started.
   *
   * @throws UsageException when they make no sense
   */
  void check() {
    stack.check();
    requestsPerSecond();
    faults();
    StackOptions.requireRange("--page-port", pagePort, 0, StackOptions.MAX_PORT);
    StackOptions.requireRange("--api-port", apiPort, 0, StackOptions.MAX_PORT);
  }

  private int requestsPerSecond() {
    Matcher rate = RATE.matcher(traffic);
    if (!rate.matches()) {
      throw new UsageException("--traffic must be requests per second like 20/s, not " + traffic);
    }
    return Integer.parseInt(rate.group(1));
  }

  /** The faults to inject, in this order. */
  List<ChosenFault> faults() {
    return faults.stream().map(SystemOptions::fault).toList();
  }

  private static ChosenFault fault(String text) {
    Matcher parts = FAULT.matcher(text);
    if (!parts.matches()) {
      throw new UsageException(
          "--fault must be like elasticsearch-down or elasticsearch-down=30s, not " + text);
    }
    try {
      Fault fault = Fault.of(parts.group("name"));
      if (parts.group("number") == null) {
        return new ChosenFault(fault, fault.defaultDuration());
      }
      int number = Integer.parseInt(parts.group("number"));
      return new ChosenFault(
          fault,
          parts.group("unit").equals("m")
              ? Duration.ofMinutes(number)
              : Duration.ofSeconds(number));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--fault: " + e.getMessage());
    }
  }

  LocalSystem.Settings settings(Path root) {
    return new LocalSystem.Settings(
        root, stack.settings(root), apiPort, pagePort, requestsPerSecond(), forwarded);
  }
}
