package dev.logferry.analystpack.query;

import dev.logferry.analystpack.PackSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads queries from the pack's YAML; {@code queries.yaml} describes the form. */
public final class QueryReader {

  private static final int DEFAULT_TOP = 100;

  private QueryReader() {}

  /** Every query of a file whose top is a list. */
  public static List<Query> all(JsonNode list) {
    return PackSource.stream(list).map(QueryReader::query).toList();
  }

  public static Query query(JsonNode source) {
    String name = source.path("name").asString();
    try {
      return new Query(
          name,
          source.path("title").asString(name),
          source.path("ask").asString(""),
          source.path("of").asString("logs").equals("error groups"),
          duration(source, "last"),
          conditions(source.path("where")),
          duration(source, "every"),
          PackSource.texts(source.path("by")),
          metrics(source.path("calculate")),
          having(source.path("having")),
          Optional.ofNullable(source.path("order").asString(null)),
          source.path("top").asInt(DEFAULT_TOP),
          source.path("oldest-first").asBoolean(false),
          PackSource.texts(source.path("show")));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("query '%s': %s".formatted(name, e.getMessage()), e);
    }
  }

  private static Optional<Duration> duration(JsonNode source, String member) {
    return source.has(member)
        ? Optional.of(Durations.parse(source.path(member).asString()))
        : Optional.empty();
  }

  private static List<Condition> conditions(JsonNode where) {
    List<Condition> conditions = new ArrayList<>();
    where.forEachEntry((field, value) -> conditions.add(condition(field, value)));
    return conditions;
  }

  private static Condition condition(String field, JsonNode value) {
    return switch (field) {
      case "any" -> new Condition.Any(PackSource.stream(value).map(QueryReader::single).toList());
      case "not" -> new Condition.Not(single(value));
      case "anywhere" -> new Condition.Anywhere(value.asString());
      default -> fieldCondition(field, value);
    };
  }

  /** An object with one member. */
  private static Condition single(JsonNode where) {
    List<Condition> conditions = conditions(where);
    if (conditions.size() != 1) {
      throw new IllegalArgumentException("one condition belongs here: " + where);
    }
    return conditions.getFirst();
  }

  private static Condition fieldCondition(String field, JsonNode value) {
    if (value.isArray()) {
      return new Condition.OneOf(field, PackSource.texts(value));
    }
    if (!value.isObject()) {
      return new Condition.Is(field, value.isNumber() ? value.decimalValue() : value.asString());
    }
    var only = value.properties().iterator().next();
    JsonNode operand = only.getValue();
    return switch (only.getKey()) {
      case "at-least" -> new Condition.AtLeast(field, operand.decimalValue());
      case "below" -> new Condition.Below(field, operand.decimalValue());
      case "from" -> new Condition.Between(field, operand.asString(), value.path("to").asString());
      case "words" -> new Condition.Words(field, operand.asString());
      case "phrase" -> new Condition.Phrase(field, operand.asString());
      case "like" -> new Condition.Like(field, operand.asString());
      case "exists" -> new Condition.Exists(field);
      default -> throw new IllegalArgumentException("unknown condition " + value);
    };
  }

  private static Map<String, Metric> metrics(JsonNode calculate) {
    Map<String, Metric> metrics = new LinkedHashMap<>();
    calculate.forEachEntry((name, metric) -> metrics.put(name, metric(metric)));
    return metrics;
  }

  private static Metric metric(JsonNode source) {
    if (!source.isObject()) {
      if (!source.asString().equals("count")) {
        throw new IllegalArgumentException("unknown metric " + source);
      }
      return new Metric.Count();
    }
    var only = source.properties().iterator().next();
    String operand = only.getValue().asString();
    return switch (only.getKey()) {
      case "count-since" -> new Metric.CountSince(Durations.parse(operand));
      case "count-until" -> new Metric.CountUntil(Durations.parse(operand));
      case "distinct" -> new Metric.Distinct(operand);
      case "p50" -> new Metric.Percentile(operand, 50);
      case "p95" -> new Metric.Percentile(operand, 95);
      case "p99" -> new Metric.Percentile(operand, 99);
      case "min" -> new Metric.Min(operand);
      case "max" -> new Metric.Max(operand);
      case "sample" -> new Metric.Sample(operand);
      default -> throw new IllegalArgumentException("unknown metric " + source);
    };
  }

  private static List<Having> having(JsonNode source) {
    List<Having> having = new ArrayList<>();
    source.forEachEntry(
        (metric, tests) ->
            tests.forEachEntry((test, operand) -> having.add(having(metric, test, operand))));
    return having;
  }

  private static Having having(String metric, String test, JsonNode operand) {
    return switch (test) {
      case "at-least" -> new Having.AtLeast(metric, operand.asLong());
      case "since" -> new Having.Since(metric, Durations.parse(operand.asString()));
      case "more-than" ->
          new Having.MoreThan(
              metric,
              operand.path("metric").asString(),
              operand.path("times").asDouble() / operand.path("per").asDouble(1));
      default -> throw new IllegalArgumentException("unknown test " + test);
    };
  }
}
