package dev.logferry.analystpack.query;

import dev.logferry.analystpack.PackSource;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a query as the body of {@code POST /{index}/_search}. What {@code having} says is left to
 * the reader of the answer: Elasticsearch would need scripts for it.
 *
 * @see <a href="https://www.elastic.co/docs/explore-analyze/query-filter/languages/querydsl">Query
 *     DSL</a>
 */
public final class QueryDsl {

  private QueryDsl() {}

  /** The body of a search. */
  public static ObjectNode of(Query query) {
    ObjectNode body = PackSource.JSON.createObjectNode();
    body.put("size", query.isCalculated() ? 0 : query.top());
    body.put("track_total_hits", true);
    body.set("query", filter(query));
    if (query.isCalculated()) {
      body.set("aggs", aggregations(query));
    } else {
      String direction = query.oldestFirst() ? "asc" : "desc";
      ArrayNode sort = body.putArray("sort");
      sort.addObject().put("@timestamp", direction);
      // CloudWatch's own order among lines of the same millisecond.
      sort.addObject()
          .putObject("aws.cloudwatch.event_id")
          .put("order", direction)
          .put("unmapped_type", "keyword");
    }
    return body;
  }

  /** The query alone. */
  public static ObjectNode filter(Query query) {
    ObjectNode bool = PackSource.JSON.createObjectNode();
    ArrayNode filter = bool.putObject("bool").putArray("filter");
    query
        .last()
        .ifPresent(
            age ->
                filter
                    .addObject()
                    .putObject("range")
                    .putObject("@timestamp")
                    .put("gte", "now-" + Durations.dateMath(age)));
    query.where().forEach(condition -> filter.add(of(condition)));
    return bool;
  }

  private static ObjectNode of(Condition condition) {
    ObjectNode clause = PackSource.JSON.createObjectNode();
    switch (condition) {
      case Condition.Is(String field, BigDecimal number) ->
          clause.putObject("term").put(field, number);
      case Condition.Is(String field, Object text) ->
          clause.putObject("term").put(field, text.toString());
      case Condition.OneOf(String field, var values) ->
          values.forEach(clause.putObject("terms").putArray(field)::add);
      case Condition.AtLeast(String field, var least) ->
          clause.putObject("range").putObject(field).put("gte", least);
      case Condition.Below(String field, var limit) ->
          clause.putObject("range").putObject(field).put("lt", limit);
      case Condition.Between(String field, String from, String to) ->
          clause.putObject("range").putObject(field).put("gte", from).put("lte", to);
      case Condition.Words(String field, String words) ->
          clause.putObject("match").putObject(field).put("query", words).put("operator", "and");
      case Condition.Phrase(String field, String phrase) ->
          clause.putObject("match_phrase").put(field, phrase);
      case Condition.Like(String field, String pattern) ->
          clause.putObject("wildcard").putObject(field).put("value", pattern);
      case Condition.Exists(String field) -> clause.putObject("exists").put("field", field);
      case Condition.Anywhere(String words) ->
          clause
              .putObject("simple_query_string")
              .put("query", words)
              .put("default_operator", "and");
      case Condition.Not(Condition opposite) ->
          clause.putObject("bool").putArray("must_not").add(of(opposite));
      case Condition.Any(var conditions) -> {
        ArrayNode should = clause.putObject("bool").putArray("should");
        conditions.forEach(one -> should.add(of(one)));
      }
    }
    return clause;
  }

  private static ObjectNode aggregations(Query query) {
    ObjectNode metrics = metrics(query);
    List<String> by = new ArrayList<>(query.by());
    ObjectNode inner = metrics;
    for (int level = by.size() - 1; level >= 0; level--) {
      ObjectNode terms = PackSource.JSON.createObjectNode();
      ObjectNode group = terms.putObject(by.get(level));
      ObjectNode definition =
          group.putObject("terms").put("field", by.get(level)).put("size", query.top());
      if (level == by.size() - 1) {
        query.order().ifPresent(metric -> addOrder(definition, query.metrics(), metric));
      }
      addInner(group, inner);
      inner = terms;
    }
    if (query.every().isPresent()) {
      ObjectNode histogram = PackSource.JSON.createObjectNode();
      ObjectNode bucket = histogram.putObject("time");
      bucket
          .putObject("date_histogram")
          .put("field", "@timestamp")
          .put("fixed_interval", Durations.dateMath(query.every().get()))
          .put("min_doc_count", 1);
      addInner(bucket, inner);
      inner = histogram;
    }
    return inner;
  }

  private static void addOrder(ObjectNode terms, Map<String, Metric> metrics, String metric) {
    String key =
        switch (metrics.get(metric)) {
          case Metric.Count() -> "_count";
          case Metric.Percentile(_, int percent) -> metric + "." + percent;
          case null, default -> metric;
        };
    terms.putObject("order").put(key, "desc");
  }

  private static void addInner(ObjectNode group, ObjectNode inner) {
    if (!inner.isEmpty()) {
      group.set("aggs", inner);
    }
  }

  /** A count needs no aggregation: every bucket has its number of documents. */
  private static ObjectNode metrics(Query query) {
    ObjectNode aggregations = PackSource.JSON.createObjectNode();
    query
        .metrics()
        .forEach(
            (name, metric) -> {
              if (!(metric instanceof Metric.Count)) {
                addMetric(aggregations.putObject(name), metric);
              }
            });
    return aggregations;
  }

  private static void addMetric(ObjectNode aggregation, Metric metric) {
    switch (metric) {
      case Metric.Count() -> throw new IllegalArgumentException("a count is no aggregation");
      case Metric.CountSince(var age) -> time(aggregation).put("gte", now(age));
      case Metric.CountUntil(var age) -> time(aggregation).put("lt", now(age));
      case Metric.Distinct(String field) ->
          aggregation.putObject("cardinality").put("field", field);
      case Metric.Percentile(String field, int percent) ->
          aggregation
              .putObject("percentiles")
              .put("field", field)
              .putArray("percents")
              .add(percent);
      case Metric.Min(String field) -> aggregation.putObject("min").put("field", field);
      case Metric.Max(String field) -> aggregation.putObject("max").put("field", field);
      case Metric.Sample(String field) ->
          aggregation.putObject("terms").put("field", field).put("size", 1);
    }
  }

  private static ObjectNode time(ObjectNode aggregation) {
    return aggregation.putObject("filter").putObject("range").putObject("@timestamp");
  }

  private static String now(Duration age) {
    return "now-" + Durations.dateMath(age);
  }
}
