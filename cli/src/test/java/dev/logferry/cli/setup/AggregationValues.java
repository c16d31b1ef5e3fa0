package dev.logferry.cli.setup;

import dev.logferry.analystpack.query.Having;
import dev.logferry.analystpack.query.Metric;
import dev.logferry.analystpack.query.Query;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads the answer to a query as a value for each group. */
record AggregationValues(Query query, JsonNode answer) {

  /** Values by group, the names of nested groups joined by {@code " | "}. */
  Map<String, Long> groups() {
    Map<String, Long> groups = new LinkedHashMap<>();
    JsonNode time = answer.at("/aggregations/time/buckets");
    Stream<JsonNode> parents =
        time.isArray() ? time.valueStream() : Stream.of(answer.path("aggregations"));
    parents.forEach(parent -> collect("", parent, query.by(), groups));
    return groups;
  }

  private void collect(String path, JsonNode parent, List<String> by, Map<String, Long> groups) {
    for (JsonNode bucket : parent.path(by.getFirst()).path("buckets")) {
      String name = path + bucket.path("key").asString();
      if (by.size() > 1) {
        collect(name + " | ", bucket, by.subList(1, by.size()), groups);
      } else if (query.having().stream().allMatch(test -> holds(test, bucket))) {
        groups.merge(name, value(bucket), Long::sum);
      }
    }
  }

  private long value(JsonNode bucket) {
    var first = query.metrics().entrySet().iterator().next();
    return switch (first.getValue()) {
      case Metric.CountSince _, Metric.Distinct _ -> Math.round(number(first.getKey(), bucket));
      default -> bucket.path("doc_count").asLong();
    };
  }

  private double number(String metric, JsonNode bucket) {
    JsonNode result = bucket.path(metric);
    return switch (Objects.requireNonNull(query.metrics().get(metric))) {
      case Metric.Count() -> bucket.path("doc_count").asDouble();
      case Metric.CountSince _, Metric.CountUntil _ -> result.path("doc_count").asDouble();
      case Metric.Distinct _, Metric.Min _, Metric.Max _ -> result.path("value").asDouble();
      case Metric.Percentile _ -> result.path("values").iterator().next().asDouble();
      case Metric.Sample _ -> throw new IllegalArgumentException(metric + " is a text");
    };
  }

  private boolean holds(Having having, JsonNode bucket) {
    double number = number(having.metric(), bucket);
    return switch (having) {
      case Having.AtLeast(_, long least) -> number >= least;
      case Having.Since(_, var age) -> number >= Instant.now().minus(age).toEpochMilli();
      case Having.MoreThan(_, String other, double factor) ->
          number > factor * number(other, bucket);
    };
  }
}
