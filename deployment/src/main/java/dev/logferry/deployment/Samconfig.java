package dev.logferry.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/**
 * The parameters that SAM CLI reads from a samconfig.toml. It splits each entry of {@code
 * parameter_overrides} as if it were part of a command line: a value ends at its first blank or
 * quotation mark, unless all of it is in quotation marks. The rest is dropped without a word.
 *
 * @see <a href="https://github.com/aws/aws-sam-cli/blob/develop/samcli/cli/types.py">SAM CLI's
 *     CfnParameterOverridesType</a>
 */
record Samconfig(JsonNode toml) {

  private static final Pattern PAIR =
      Pattern.compile(
          " ([A-Za-z0-9\"']+)=(\"(?:\\\\.|[^\"\\\\]+)*\"|'(?:\\\\.|[^'\\\\]+)*'|(?:\\\\.|[^ \"\\\\]+)+)");

  static Samconfig read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Samconfig parse(String toml) {
    return new Samconfig(new TomlMapper().readTree(toml));
  }

  /** The environments that {@code sam deploy} can be used with. */
  List<String> environments() {
    return toml.properties().stream()
        .filter(environment -> environment.getValue().path("deploy").isObject())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** An option of {@code sam deploy} in an environment; empty if it is not set. */
  String deployOption(String environment, String name) {
    JsonNode own = toml.path(environment).at("/deploy/parameters").path(name);
    return (own.isMissingNode() ? toml.path(environment).at("/global/parameters").path(name) : own)
        .asString("");
  }

  /**
   * What {@code sam deploy} would pass to the template.
   *
   * @throws IllegalArgumentException with the entry that SAM CLI would not pass on whole
   */
  Map<String, String> parameters(String environment) {
    Map<String, String> parameters = new TreeMap<>();
    for (JsonNode entry :
        toml.path(environment).at("/deploy/parameters").path("parameter_overrides")) {
      Map.Entry<String, String> pair = pair(entry.asString());
      if (parameters.put(pair.getKey(), pair.getValue()) != null) {
        throw new IllegalArgumentException("%s is set twice".formatted(pair.getKey()));
      }
    }
    return parameters;
  }

  /**
   * The parameter and the value of one entry.
   *
   * @throws IllegalArgumentException if SAM CLI would drop part of it
   */
  static Map.Entry<String, String> pair(String entry) {
    Matcher pair = PAIR.matcher(" " + entry.strip());
    if (!pair.lookingAt() || pair.end() != entry.strip().length() + 1) {
      throw new IllegalArgumentException(
          "SAM CLI would cut the entry %s; write a value with blanks or quotation marks as %s"
              .formatted(entry, "'Name=\"a value with \\\"quotation marks\\\"\"'"));
    }
    return Map.entry(pair.group(1), unquoted(pair.group(2)));
  }

  private static String unquoted(String value) {
    char first = value.charAt(0);
    boolean wrapped = (first == '"' || first == '\'') && value.charAt(value.length() - 1) == first;
    String inner = wrapped ? value.substring(1, value.length() - 1) : value;
    return inner.replace("\\ ", " ").replace("\\\"", "\"").replace("\\'", "'");
  }
}
