package dev.logferry.deployment;

import dev.logferry.forwarder.report.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the metrics of alarms and dashboards exist. */
final class MetricCheck {

  private static final String OURS = "Logferry";

  private MetricCheck() {}

  static List<String> problems(Stack stack) {
    Set<String> functions = names(stack, "AWS::Lambda::Function", "/FunctionName");
    List<String> problems = new ArrayList<>();
    for (MetricUse use : MetricUse.of(stack)) {
      check(use, functions).forEach(problem -> problems.add(use.where() + ": " + problem));
    }
    stack.ofType("AWS::CloudWatch::Alarm").forEach(alarm -> checkAlarm(alarm, problems));
    return problems;
  }

  private static List<String> check(MetricUse use, Set<String> functions) {
    List<String> problems = new ArrayList<>();
    if (!exists(use)) {
      problems.add("no metric %s %s".formatted(use.namespace(), use.name()));
    } else if (!dimensionsExist(use)) {
      problems.add("%s does not come under %s".formatted(use.name(), use.dimensions().keySet()));
    }
    use.dimensions().values().stream()
        .flatMap(Set::stream)
        .filter(String::isBlank)
        .forEach(_ -> problems.add(use.name() + " has an empty dimension"));
    use.dimensions().getOrDefault("FunctionName", Set.of()).stream()
        .filter(function -> !functions.contains(function))
        .forEach(function -> problems.add("there is no function " + function));
    return problems;
  }

  private static boolean exists(MetricUse use) {
    return use.namespace().equals(OURS)
        ? ours(use).isPresent()
        : AwsMetric.of(use.namespace(), use.name()).isPresent();
  }

  private static Optional<Metric> ours(MetricUse use) {
    return Arrays.stream(Metric.values())
        .filter(metric -> use.namespace().equals(OURS) && metric.metricName().equals(use.name()))
        .findFirst();
  }

  private static boolean dimensionsExist(MetricUse use) {
    Set<String> given = use.dimensions().keySet();
    if (use.namespace().equals(OURS)) {
      return given.equals(Set.of("FunctionName"));
    }
    AwsMetric metric = AwsMetric.of(use.namespace(), use.name()).orElseThrow();
    return use.partial() ? metric.comesWith(given) : metric.comesUnder(given);
  }

  private static void checkAlarm(Resource alarm, List<String> problems) {
    if (alarm.at("/AlarmActions").isEmpty()) {
      problems.add(alarm.id() + " notifies nobody");
    }
    String name = alarm.text("/AlarmName").substring(Stack.NAME.length() + 1);
    if (!alarm
        .text("/AlarmDescription")
        .matches("(?s).* docs/OPERATIONS.md, (api-)?" + name + "\\.")) {
      problems.add(alarm.id() + " does not name its section of the runbook");
    }
    List<MetricUse> uses = new ArrayList<>();
    MetricUse.ofAlarm(alarm, uses);
    if (uses.isEmpty()) {
      problems.add(alarm.id() + " watches nothing");
    }
    if (alarm.at("/Metrics").toString().contains("FILL(")) {
      problems.add(alarm.id() + " uses FILL, which does nothing for a metric without any data yet");
    }
    boolean breaching = alarm.text("/TreatMissingData").equals("breaching");
    uses.stream()
        .flatMap(use -> ours(use).stream())
        .filter(metric -> breaching && metric.emission() == Metric.Emission.UNLESS_ZERO)
        .forEach(
            metric ->
                problems.add(
                    "%s: %s is absent when all is well"
                        .formatted(alarm.id(), metric.metricName())));
  }

  private static Set<String> names(Stack stack, String type, String pointer) {
    Stream<Resource> resources = stack.ofType(type);
    return resources.map(resource -> resource.text(pointer)).collect(Collectors.toSet());
  }
}
