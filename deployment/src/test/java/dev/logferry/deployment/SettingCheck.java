package dev.logferry.deployment;

import dev.logferry.forwarder.settings.InvalidSettings;
import dev.logferry.forwarder.settings.Settings;
import dev.logferry.forwarder.settings.Variable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Whether the functions' environment and the forwarder's settings fit each other. */
final class SettingCheck {

  /** All variables of a function together. */
  private static final int MAX_ENVIRONMENT_BYTES = 4096;

  private static final String PREFIX = "LOGFERRY_";

  /** Known to the forwarder, and not set by the template. */
  static final Map<Variable, String> LEFT_ALONE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(Variable.ELASTICSEARCH_API_KEY, "a secret has no place in the environment"),
              Map.entry(Variable.ELASTICSEARCH_CREDENTIALS_TTL, "the default fits"),
              Map.entry(Variable.ELASTICSEARCH_CA_FILE, "the package holds no certificates"),
              Map.entry(Variable.ELASTICSEARCH_CONNECT_TIMEOUT, "the default fits"),
              Map.entry(Variable.ELASTICSEARCH_REQUEST_TIMEOUT, "the default fits"),
              Map.entry(Variable.ELASTICSEARCH_COMPRESSION, "the default fits"),
              Map.entry(Variable.MAX_DECOMPRESSED_BYTES, "measured with the memory size"),
              Map.entry(Variable.MAX_NESTING_DEPTH, "the cluster's default"),
              Map.entry(Variable.MAX_FIELDS, "the cluster's default"),
              Map.entry(Variable.MAX_DOCUMENT_BYTES, "more than CloudWatch takes"),
              Map.entry(Variable.MAX_BATCH_BYTES, "measured with the memory size"),
              Map.entry(Variable.MAX_BATCH_DOCUMENTS, "measured with the memory size"),
              Map.entry(Variable.MAX_IN_FLIGHT, "measured with the memory size"),
              Map.entry(Variable.RETRY_INITIAL_DELAY, "the default fits"),
              Map.entry(Variable.RETRY_MAX_DELAY, "the default fits"),
              Map.entry(Variable.TIME_RESERVE, "measured with the memory size"),
              Map.entry(Variable.DEAD_LETTER_PREFIX, "the bucket has nothing else in it"),
              Map.entry(Variable.FAILURE_PREFIX, "Lambda's own, which the default is"),
              Map.entry(Variable.REDRIVE_PARALLEL_OBJECTS, "measured with the memory size"),
              Map.entry(Variable.REDRIVE_MINIMUM_AGE, "the default fits")));

  private SettingCheck() {}

  static List<String> problems(Stack stack) {
    List<String> problems = new ArrayList<>();
    Set<String> set = new TreeSet<>();
    Set<String> ownLogGroups = new TreeSet<>();
    List<Resource> functions = Functions.ofOurs(stack);
    for (Resource function : functions) {
      Map<String, String> environment = environment(function);
      set.addAll(environment.keySet());
      ownLogGroups.add(function.text("/LoggingConfig/LogGroup"));
      checkFunction(function, environment, problems);
    }
    for (Resource function : functions) {
      List<String> known =
          Arrays.asList(
              environment(function).getOrDefault("LOGFERRY_OWN_LOG_GROUPS", "").split(",", -1));
      ownLogGroups.stream()
          .filter(group -> !known.contains(group))
          .forEach(group -> problems.add(function.id() + " does not know that it writes " + group));
    }
    checkVariables(set, problems);
    return problems;
  }

  private static void checkFunction(
      Resource function, Map<String, String> environment, List<String> problems) {
    try {
      Settings settings = Settings.from(environment);
      if (settings.deadLetters().bucket().isEmpty()) {
        problems.add(function.id() + " has no bucket for dead letters");
      }
    } catch (InvalidSettings e) {
      problems.add(function.id() + ": " + e.getMessage());
    }
    int bytes =
        environment.entrySet().stream()
            .mapToInt(entry -> bytes(entry.getKey()) + bytes(entry.getValue()))
            .sum();
    if (bytes > MAX_ENVIRONMENT_BYTES) {
      problems.add("%s: %d bytes of environment".formatted(function.id(), bytes));
    }
  }

  private static void checkVariables(Set<String> set, List<String> problems) {
    Set<String> known =
        Arrays.stream(Variable.values()).map(Variable::key).collect(Collectors.toSet());
    set.stream()
        .filter(key -> key.startsWith(PREFIX) && !known.contains(key))
        .forEach(key -> problems.add(key + " is not a setting"));
    for (Variable variable : Variable.values()) {
      if (set.contains(variable.key()) == LEFT_ALONE.containsKey(variable)) {
        problems.add(
            "%s has to be either set by the template or listed with a reason"
                .formatted(variable.key()));
      }
    }
  }

  static Map<String, String> environment(Resource function) {
    Map<String, String> environment = new TreeMap<>();
    for (Map.Entry<String, JsonNode> variable :
        function.at("/Environment/Variables").properties()) {
      environment.put(variable.getKey(), variable.getValue().asString());
    }
    return environment;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
