package dev.logferry.analystpack.query;

import java.util.stream.Collectors;

/**
 * Writes conditions in Kibana's query language. It selects documents and calculates nothing; the
 * time range is Kibana's time picker.
 *
 * @see <a href="https://www.elastic.co/docs/explore-analyze/query-filter/languages/kql">KQL</a>
 */
public final class Kql {

  private Kql() {}

  /** The conditions of a query; empty if it has none. */
  public static String of(Query query) {
    return query.where().stream().map(Kql::of).collect(Collectors.joining(" and "));
  }

  private static String of(Condition condition) {
    return switch (condition) {
      case Condition.Is(String field, Object value) -> "%s : %s".formatted(field, value(value));
      case Condition.OneOf(String field, var values) ->
          "%s : (%s)"
              .formatted(
                  field, values.stream().map(Kql::value).collect(Collectors.joining(" or ")));
      case Condition.AtLeast(String field, var least) ->
          "%s >= %s".formatted(field, least.toPlainString());
      case Condition.Below(String field, var limit) ->
          "%s < %s".formatted(field, limit.toPlainString());
      case Condition.Between(String field, String from, String to) ->
          "%s >= %s and %s <= %s".formatted(field, value(from), field, value(to));
      case Condition.Words(String field, String words) ->
          "%s : (%s)".formatted(field, allOf(words));
      case Condition.Phrase(String field, String phrase) ->
          "%s : %s".formatted(field, value(phrase));
      case Condition.Like(String field, String pattern) ->
          "%s : %s".formatted(field, escaped(pattern));
      case Condition.Exists(String field) -> "%s : *".formatted(field);
      case Condition.Anywhere(String words) -> "(%s)".formatted(allOf(words));
      case Condition.Not(Condition opposite) -> "not (%s)".formatted(of(opposite));
      case Condition.Any(var conditions) ->
          conditions.stream().map(Kql::of).collect(Collectors.joining(" or ", "(", ")"));
    };
  }

  private static String allOf(String words) {
    return words
        .lines()
        .flatMap(line -> java.util.Arrays.stream(line.split(" ")))
        .map(Kql::value)
        .collect(Collectors.joining(" and "));
  }

  private static String value(Object value) {
    return value instanceof String text
        ? "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\""
        : value.toString();
  }

  /** A wildcard works outside of quotes only, where these characters mean something else. */
  private static String escaped(String pattern) {
    return pattern.replaceAll("([\\\\():<>\"{}])", "\\\\$1");
  }
}
