package dev.logferry.deployment.alarm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The state of an alarm.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html">Alarm
 *     evaluation</a>
 */
public final class AlarmEvaluation {

  private static final Pattern QUERY =
      Pattern.compile("SELECT SUM\\((\\w+)\\) FROM \"[\\w/]+\" WHERE \\w+ = '([^']+)'");

  private final JsonNode alarm;
  private final Metrics metrics;
  private final int periods;

  private AlarmEvaluation(JsonNode alarm, Metrics metrics) {
    this.alarm = alarm;
    this.metrics = metrics;
    this.periods = Math.max(metrics.periods(), alarm.path("EvaluationPeriods").asInt());
  }

  /**
   * The state after the newest period.
   *
   * @param alarm the properties of an {@code AWS::CloudWatch::Alarm}, without functions
   */
  public static AlarmState state(JsonNode alarm, Metrics metrics) {
    return new AlarmEvaluation(alarm, metrics).state();
  }

  /** Whether a change to this state notifies anybody of trouble. */
  public static boolean notifies(JsonNode alarm, AlarmState state) {
    return switch (state) {
      case OK -> false;
      case ALARM -> !alarm.path("AlarmActions").isEmpty();
      case INSUFFICIENT_DATA -> !alarm.path("InsufficientDataActions").isEmpty();
    };
  }

  private AlarmState state() {
    Series watched = alarm.has("MetricName") ? metric(alarm) : result();
    int breaching = 0;
    int missing = 0;
    int evaluated = alarm.path("EvaluationPeriods").asInt();
    for (int ago = 0; ago < evaluated; ago++) {
      boolean absent = Double.isNaN(watched.ago(ago));
      missing += absent ? 1 : 0;
      breaching += (absent ? missingBreaches() : breaches(watched.ago(ago))) ? 1 : 0;
    }
    boolean missingCounts = alarm.path("TreatMissingData").asString().equals("missing");
    if (missingCounts && missing == evaluated) {
      return AlarmState.INSUFFICIENT_DATA;
    }
    return breaching >= alarm.path("DatapointsToAlarm").asInt() ? AlarmState.ALARM : AlarmState.OK;
  }

  private boolean missingBreaches() {
    return alarm.path("TreatMissingData").asString().equals("breaching");
  }

  private boolean breaches(double value) {
    double threshold = Double.parseDouble(alarm.path("Threshold").asString());
    return switch (alarm.path("ComparisonOperator").asString()) {
      case "GreaterThanThreshold" -> value > threshold;
      case "GreaterThanOrEqualToThreshold" -> value >= threshold;
      case "LessThanThreshold" -> value < threshold;
      default -> throw new IllegalArgumentException("not understood: " + alarm);
    };
  }

  private Series result() {
    Map<String, JsonNode> byId = new HashMap<>();
    alarm.path("Metrics").forEach(one -> byId.put(one.path("Id").asString(), one));
    return alarm
        .path("Metrics")
        .valueStream()
        .filter(one -> one.path("ReturnData").asBoolean())
        .map(one -> series(one, byId))
        .findFirst()
        .orElseThrow();
  }

  private Series series(JsonNode member, Map<String, JsonNode> byId) {
    if (member.has("MetricStat")) {
      return metric(member.at("/MetricStat/Metric"));
    }
    String expression = member.path("Expression").asString();
    Matcher query = QUERY.matcher(expression);
    if (query.matches()) {
      return metrics.of(query.group(1), Set.of(query.group(2)));
    }
    List<Series> all =
        byId.values().stream()
            .filter(one -> one.has("MetricStat"))
            .map(one -> series(one, byId))
            .toList();
    return MetricMath.evaluate(
        expression,
        id -> {
          if (!byId.containsKey(id)) {
            throw new IllegalArgumentException("there is no metric " + id);
          }
          return series(byId.getOrDefault(id, member), byId);
        },
        all,
        periods);
  }

  private Series metric(JsonNode metric) {
    Set<String> dimensions = new TreeSet<>();
    metric.path("Dimensions").forEach(one -> dimensions.add(one.path("Value").asString()));
    return metrics.of(metric.path("MetricName").asString(), dimensions);
  }
}
