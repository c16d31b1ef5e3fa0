package dev.logferry.analystpack.query;

import dev.logferry.analystpack.elasticsearch.ArrayFields;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a query in ES|QL, for Elasticsearch 8.19 and newer.
 *
 * @see <a href="https://www.elastic.co/docs/reference/query-languages/esql">ES|QL</a>
 */
public final class Esql {

  private static final String BUCKET = "time";

  private Esql() {}

  /** The query, a command a line. */
  public static String of(Query query) {
    List<String> commands = new ArrayList<>();
    commands.add("FROM " + query.index());
    List<String> where = new ArrayList<>();
    query.last().ifPresent(age -> where.add("@timestamp >= " + ago(age)));
    query.where().forEach(condition -> where.add(of(condition)));
    if (!where.isEmpty()) {
      commands.add("WHERE " + String.join(" AND ", where));
    }
    if (query.isCalculated()) {
      calculate(query, commands);
    } else {
      commands.add("SORT @timestamp " + (query.oldestFirst() ? "ASC" : "DESC"));
      if (!query.show().isEmpty()) {
        commands.add("KEEP @timestamp, " + String.join(", ", query.show()));
      }
    }
    commands.add("LIMIT " + query.top());
    return String.join("\n| ", commands);
  }

  private static void calculate(Query query, List<String> commands) {
    List<String> by = new ArrayList<>();
    query
        .every()
        .ifPresent(
            width ->
                by.add(
                    "%s = DATE_TRUNC(%s, @timestamp)".formatted(BUCKET, Durations.words(width))));
    by.addAll(query.by());
    String metrics =
        query.metrics().entrySet().stream()
            .map(metric -> metric.getKey() + " = " + of(metric.getValue()))
            .collect(Collectors.joining(", "));
    commands.add("STATS " + metrics + (by.isEmpty() ? "" : " BY " + String.join(", ", by)));
    if (!query.having().isEmpty()) {
      commands.add(
          "WHERE " + query.having().stream().map(Esql::of).collect(Collectors.joining(" AND ")));
    }
    if (query.every().isPresent()) {
      commands.add("SORT " + BUCKET);
    } else {
      query.order().ifPresent(metric -> commands.add("SORT " + metric + " DESC"));
    }
  }

  private static String of(Condition condition) {
    return switch (condition) {
      // A comparison with a field of several values is null; the match operator finds any of them.
      case Condition.Is(String field, Object value) when ArrayFields.contains(field) ->
          "%s : %s".formatted(field, value(value));
      case Condition.Is(String field, Object value) when ArrayFields.isFlattened(field) ->
          queryString(field, value);
      case Condition.Is(String field, Object value) -> "%s == %s".formatted(field, value(value));
      case Condition.OneOf(String field, var values) ->
          "%s IN (%s)"
              .formatted(field, values.stream().map(Esql::value).collect(Collectors.joining(", ")));
      case Condition.AtLeast(String field, var least) ->
          "%s >= %s".formatted(field, least.toPlainString());
      case Condition.Below(String field, var limit) ->
          "%s < %s".formatted(field, limit.toPlainString());
      case Condition.Between(String field, String from, String to) ->
          "%s >= %s AND %s <= %s".formatted(field, time(from), field, time(to));
      case Condition.Words(String field, String words) ->
          "MATCH(%s, %s, {\"operator\": \"AND\"})".formatted(field, value(words));
      case Condition.Phrase(String field, String phrase) ->
          "MATCH_PHRASE(%s, %s)".formatted(field, value(phrase));
      case Condition.Like(String field, String pattern) ->
          "%s LIKE %s".formatted(field, value(pattern));
      case Condition.Exists(String field) -> "%s IS NOT NULL".formatted(field);
      case Condition.Anywhere(String words) ->
          "QSTR(%s, {\"default_operator\": \"AND\"})".formatted(value(words));
      case Condition.Not(Condition opposite) -> "NOT (%s)".formatted(of(opposite));
      case Condition.Any(var conditions) ->
          conditions.stream().map(Esql::of).collect(Collectors.joining(" OR ", "(", ")"));
    };
  }

  private static String of(Metric metric) {
    return switch (metric) {
      case Metric.Count() -> "COUNT(*)";
      case Metric.CountSince(var age) -> "COUNT(*) WHERE @timestamp >= " + ago(age);
      case Metric.CountUntil(var age) -> "COUNT(*) WHERE @timestamp < " + ago(age);
      case Metric.Distinct(String field) -> "COUNT_DISTINCT(%s)".formatted(field);
      case Metric.Percentile(String field, int percent) ->
          "PERCENTILE(%s, %d)".formatted(field, percent);
      case Metric.Min(String field) -> "MIN(%s)".formatted(field);
      case Metric.Max(String field) -> "MAX(%s)".formatted(field);
      case Metric.Sample(String field) -> "MAX(%s)".formatted(field);
    };
  }

  private static String of(Having having) {
    return switch (having) {
      case Having.AtLeast(String metric, long least) -> "%s >= %d".formatted(metric, least);
      case Having.Since(String metric, var age) -> "%s >= %s".formatted(metric, ago(age));
      case Having.MoreThan(String metric, String other, double factor) ->
          "%s > %s * %s".formatted(metric, BigDecimal.valueOf(factor).toPlainString(), other);
    };
  }

  private static String ago(Duration age) {
    return "NOW() - " + Durations.words(age);
  }

  private static String time(String isoTime) {
    return "TO_DATETIME(%s)".formatted(value(isoTime));
  }

  /** ES|QL has no fields of type flattened; a query string finds their values. */
  private static String queryString(String field, Object value) {
    return "QSTR(%s)".formatted(value("%s:\"%s\"".formatted(field, value)));
  }

  private static String value(Object value) {
    return value instanceof String text
        ? "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\""
        : value.toString();
  }
}
