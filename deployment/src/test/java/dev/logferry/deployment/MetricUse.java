package dev.logferry.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A metric that an alarm or the dashboard names.
 *
 * @param where the resource that names it
 * @param dimensions with their values; of a search, with all values that it looks for
 * @param partial whether it is a query, which may leave dimensions out
 */
record MetricUse(
    String where,
    String namespace,
    String name,
    Map<String, Set<String>> dimensions,
    boolean partial) {

  private static final Pattern QUERY =
      Pattern.compile("SELECT \\w+\\((\\w+)\\) FROM \"([\\w/]+)\" WHERE (\\w+) = '([^']+)'");
  private static final Pattern SEARCH =
      Pattern.compile("SEARCH\\('\\{([\\w/]+),([\\w,]+)} MetricName=\"([\\w.]+)\"([^']*)'");
  private static final Pattern SEARCH_ANY_DIMENSIONS =
      Pattern.compile(
          "SEARCH\\('Namespace=\"([\\w/]+)\" MetricName=\"([\\w.]+)\" (\\w+)=\"([^\"]+)\"'");
  private static final Pattern TERM = Pattern.compile("(\\w+)=(\\([^)]*\\)|\"[^\"]*\")");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

  static List<MetricUse> of(Stack stack) {
    List<MetricUse> uses = new ArrayList<>();
    stack.ofType("AWS::CloudWatch::Alarm").forEach(alarm -> ofAlarm(alarm, uses));
    stack.ofType("AWS::CloudWatch::Dashboard").forEach(dashboard -> ofDashboard(dashboard, uses));
    return uses;
  }

  static void ofAlarm(Resource alarm, List<MetricUse> uses) {
    if (alarm.properties().has("MetricName")) {
      uses.add(ofMetric(alarm.id(), alarm.properties()));
    }
    for (JsonNode metric : alarm.at("/Metrics")) {
      if (metric.has("MetricStat")) {
        uses.add(ofMetric(alarm.id(), metric.at("/MetricStat/Metric")));
      }
      ofExpression(alarm.id(), metric.path("Expression").asString(""), uses);
    }
  }

  private static MetricUse ofMetric(String where, JsonNode metric) {
    Map<String, Set<String>> dimensions = new TreeMap<>();
    for (JsonNode dimension : metric.path("Dimensions")) {
      dimensions.put(dimension.path("Name").asString(), Set.of(dimension.path("Value").asString()));
    }
    return new MetricUse(
        where,
        metric.path("Namespace").asString(),
        metric.path("MetricName").asString(),
        dimensions,
        false);
  }

  private static void ofDashboard(Resource dashboard, List<MetricUse> uses) {
    JsonNode body = JsonMapper.shared().readTree(dashboard.text("/DashboardBody"));
    for (JsonNode widget : body.path("widgets")) {
      for (JsonNode metric : widget.at("/properties/metrics")) {
        ofWidget(dashboard.id() + " " + widget.at("/properties/title").asString(), metric, uses);
      }
    }
  }

  private static void ofWidget(String where, JsonNode metric, List<MetricUse> uses) {
    if (metric.path(0).isObject()) {
      ofExpression(where, metric.path(0).path("expression").asString(), uses);
      return;
    }
    Map<String, Set<String>> dimensions = new TreeMap<>();
    for (int i = 2; i + 1 < metric.size() && metric.path(i).isString(); i += 2) {
      dimensions.put(metric.path(i).asString(), Set.of(metric.path(i + 1).asString()));
    }
    uses.add(
        new MetricUse(
            where, metric.path(0).asString(), metric.path(1).asString(), dimensions, false));
  }

  private static void ofExpression(String where, String expression, List<MetricUse> uses) {
    Matcher query = QUERY.matcher(expression);
    while (query.find()) {
      Map<String, Set<String>> dimension = Map.of(query.group(3), Set.of(query.group(4)));
      uses.add(new MetricUse(where, query.group(2), query.group(1), dimension, true));
    }
    Matcher search = SEARCH.matcher(expression);
    while (search.find()) {
      Map<String, Set<String>> dimensions = new TreeMap<>();
      for (String name : search.group(2).split(",", -1)) {
        dimensions.put(name, new TreeSet<>());
      }
      Matcher term = TERM.matcher(search.group(4));
      while (term.find()) {
        QUOTED
            .matcher(term.group(2))
            .results()
            .forEach(
                value ->
                    dimensions.getOrDefault(term.group(1), new TreeSet<>()).add(value.group(1)));
      }
      uses.add(new MetricUse(where, search.group(1), search.group(3), dimensions, false));
    }
    Matcher anyDimensions = SEARCH_ANY_DIMENSIONS.matcher(expression);
    while (anyDimensions.find()) {
      Map<String, Set<String>> dimension =
          Map.of(anyDimensions.group(3), Set.of(anyDimensions.group(4)));
      uses.add(
          new MetricUse(where, anyDimensions.group(1), anyDimensions.group(2), dimension, true));
    }
    boolean understood =
        query.reset().find() || search.reset().find() || anyDimensions.reset().find();
    if (!understood && (expression.contains("SELECT") || expression.contains("SEARCH"))) {
      throw new IllegalArgumentException(where + ": not understood: " + expression);
    }
  }
}
