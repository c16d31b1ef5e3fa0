package dev.logferry.analystpack.kibana;

import dev.logferry.analystpack.PackSource;
import dev.logferry.analystpack.elasticsearch.Version;
import dev.logferry.analystpack.query.Durations;
import dev.logferry.analystpack.query.Esql;
import dev.logferry.analystpack.query.Query;
import dev.logferry.analystpack.query.QueryDsl;
import dev.logferry.analystpack.query.QueryReader;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rule of the type "Elasticsearch query", which every licence has.
 *
 * @param id a UUID: Kibana takes no other ids for rules, since it keeps an encrypted key with each
 * @param title what a person reads
 * @param query what it asks
 * @param threshold what number of documents raises an alert; empty if each row of the ES|QL query
 *     raises one
 * @param request body of {@code POST /api/alerting/rule/{id}}
 * @see <a
 *     href="https://www.elastic.co/docs/explore-analyze/alerts-cases/alerts/rule-type-es-query">Elasticsearch
 *     query rule</a>
 */
public record AlertRule(
    String id, String title, Query query, Optional<Threshold> threshold, ObjectNode request) {

  /** All rules have it; what has it was made by the pack. */
  public static final String TAG = "logferry";

  private static final Version ALERT_PER_ROW = new Version(9, 1, 0);

  /** Compares a number of documents. */
  public enum Threshold {
    ABOVE(">"),
    BELOW("<");

    private final String sign;

    Threshold(String sign) {
      this.sign = sign;
    }
  }

  /**
   * All rules, for a version of Kibana.
   *
   * @param retention of error groups, such as {@code 90d}
   */
  public static List<AlertRule> all(Version kibana, String retention) {
    return PackSource.stream(PackSource.yaml("rules.yaml"))
        .map(source -> of(source, kibana, retention))
        .toList();
  }

  private static AlertRule of(JsonNode source, Version kibana, String retention) {
    Query query = QueryReader.query(source);
    JsonNode fires = source.path("fires");
    Optional<Threshold> threshold =
        fires.isObject()
            ? Optional.of(fires.has("below") ? Threshold.BELOW : Threshold.ABOVE)
            : Optional.empty();
    ObjectNode request =
        PackSource.JSON
            .createObjectNode()
            .put("name", query.title())
            .put("rule_type_id", ".es-query")
            .put("consumer", "stackAlerts")
            .put("enabled", true);
    request.putObject("schedule").put("interval", source.path("check").asString());
    request.putArray("tags").add(TAG);
    request.putArray("actions");
    ObjectNode params = window(source, retention);
    if (threshold.isPresent()) {
      long number = fires.path("below").asLong(fires.path("above").asLong(0));
      documents(params, query, threshold.get(), number);
    } else {
      rows(params, query, kibana);
    }
    request.set("params", params);
    return new AlertRule(source.path("id").asString(), query.title(), query, threshold, request);
  }

  private static ObjectNode window(JsonNode source, String retention) {
    String window = source.path("window").asString().replace("{retention}", retention);
    String dateMath = Durations.dateMath(Durations.parse(window));
    return PackSource.JSON
        .createObjectNode()
        .put("timeField", "@timestamp")
        .put("timeWindowSize", Integer.parseInt(dateMath.replaceAll("\\D", "")))
        .put("timeWindowUnit", dateMath.replaceAll("\\d", ""))
        .put("excludeHitsFromPreviousRun", false)
        .put("aggType", "count");
  }

  private static void documents(ObjectNode params, Query query, Threshold threshold, long number) {
    ObjectNode body = PackSource.JSON.createObjectNode();
    body.set("query", QueryDsl.filter(query));
    params
        .put("searchType", "esQuery")
        .put("esQuery", KibanaObjects.text(body))
        .put("thresholdComparator", threshold.sign)
        .put("groupBy", "all")
        .put("size", 10);
    params.putArray("threshold").add(number);
    params.putArray("index").addAll(indexes(query));
  }

  private static List<JsonNode> indexes(Query query) {
    return List.of(query.index().split(",", -1)).stream()
        .<JsonNode>map(PackSource.JSON.getNodeFactory()::stringNode)
        .toList();
  }

  private static void rows(ObjectNode params, Query query, Version kibana) {
    // 9.0 raises one alert for all rows; 8.19 and 9.1 were the first to raise one for each.
    boolean perRow = kibana.major() < 9 || kibana.compareTo(ALERT_PER_ROW) >= 0;
    params
        .put("searchType", "esqlQuery")
        .put("thresholdComparator", Threshold.ABOVE.sign)
        .put("groupBy", perRow ? "row" : "all")
        .put("size", 0);
    params.putArray("threshold").add(0);
    params.putObject("esqlQuery").put("esql", Esql.of(query));
  }
}
