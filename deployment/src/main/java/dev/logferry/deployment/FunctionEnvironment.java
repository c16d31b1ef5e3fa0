package dev.logferry.deployment;

import dev.logferry.forwarder.settings.InvalidSettings;
import dev.logferry.forwarder.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The environment variables of a function.
 *
 * @param function its logical name
 */
record FunctionEnvironment(String function, Map<String, String> variables) {

  /**
   * Of all variables of a function together.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
   *     quotas</a>
   */
  static final int MAX_BYTES = 4096;

  /** AWS generates longer names for buckets than {@link Stack} does: at most 63 characters each. */
  private static final int LONGEST_BUCKET_NAME = 63;

  /** Those of the functions that run the forwarder; nested stacks have none. */
  static List<FunctionEnvironment> of(Stack stack) {
    return stack
        .ofType("AWS::Lambda::Function")
        .filter(function -> function.text("/Handler").startsWith("dev.logferry."))
        .map(function -> new FunctionEnvironment(function.id(), variables(function)))
        .toList();
  }

  static Map<String, String> variables(Resource function) {
    Map<String, String> variables = new TreeMap<>();
    for (Map.Entry<String, JsonNode> variable :
        function.at("/Environment/Variables").properties()) {
      variables.put(variable.getKey(), variable.getValue().asString());
    }
    return variables;
  }

  /** What is wrong with it; empty if nothing is. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    try {
      Settings.from(variables);
    } catch (InvalidSettings e) {
      problems.add("%s would not start: %s".formatted(function, e.getMessage()));
    }
    if (bytes() > MAX_BYTES) {
      problems.add(
          "%s would have %d bytes of environment variables, %d more than Lambda accepts; the longest are %s"
              .formatted(function, bytes(), bytes() - MAX_BYTES, longest()));
    }
    return problems;
  }

  /** As Lambda measures it: written as JSON. With the longest names that the buckets may get. */
  int bytes() {
    Map<String, String> measured = new TreeMap<>(variables);
    measured.replaceAll(
        (name, value) -> name.endsWith("_BUCKET") ? "x".repeat(LONGEST_BUCKET_NAME) : value);
    String json = JsonMapper.shared().writeValueAsString(measured);
    return json.getBytes(StandardCharsets.UTF_8).length;
  }

  private String longest() {
    return variables.entrySet().stream()
        .sorted((a, b) -> b.getValue().length() - a.getValue().length())
        .limit(3)
        .map(one -> "%s (%d)".formatted(one.getKey(), one.getValue().length()))
        .toList()
        .toString();
  }
}
