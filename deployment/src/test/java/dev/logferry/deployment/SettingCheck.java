package dev.logferry.deployment;

import dev.logferry.forwarder.settings.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether the functions' environment variables are the forwarder's settings. */
final class SettingCheck {

  private static final String PREFIX = "LOGFERRY_";

  /** Known to the forwarder, and not set by the template. */
  static final Map<Variable, String> LEFT_ALONE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(Variable.ELASTICSEARCH_API_KEY, "a secret has no place in the environment"),
              Map.entry(Variable.REDACTION_HASH_KEY, "a secret has no place in the environment"),
              Map.entry(Variable.ELASTICSEARCH_CREDENTIALS_TTL, "the default fits"),
              Map.entry(Variable.ELASTICSEARCH_CA_FILE, "the package holds no certificates"),
              Map.entry(
                  Variable.ELASTICSEARCH_CLIENT_CERTIFICATE_FILE,
                  "the package holds no certificates"),
              Map.entry(
                  Variable.ELASTICSEARCH_CLIENT_KEY_FILE, "the package holds no certificates"),
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
      Map<String, String> environment = FunctionEnvironment.variables(function);
      set.addAll(environment.keySet());
      ownLogGroups.add(function.text("/LoggingConfig/LogGroup"));
      checkFunction(function, environment, problems);
    }
    for (Resource function : functions) {
      List<String> known =
          Arrays.asList(
              FunctionEnvironment.variables(function)
                  .getOrDefault("LOGFERRY_OWN_LOG_GROUPS", "")
                  .split(",", -1));
      ownLogGroups.stream()
          .filter(group -> !known.contains(group))
          .forEach(group -> problems.add(function.id() + " does not know that it writes " + group));
    }
    checkVariables(set, problems);
    return problems;
  }

  private static void checkFunction(
      Resource function, Map<String, String> environment, List<String> problems) {
    problems.addAll(new FunctionEnvironment(function.id(), environment).problems());
    if (environment.getOrDefault("LOGFERRY_DEAD_LETTER_BUCKET", "").isEmpty()) {
      problems.add(function.id() + " has no bucket for dead letters");
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
}
