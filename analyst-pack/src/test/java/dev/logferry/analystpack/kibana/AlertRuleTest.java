package dev.logferry.analystpack.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.analystpack.PackSource;
import dev.logferry.analystpack.elasticsearch.Version;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Checks the rules against the schema of the rule type, as Kibana's sources have it.
 *
 * @see <a
 *     href="https://github.com/elastic/kibana/blob/main/src/platform/packages/shared/response-ops/rule_params/es_query/v1.ts">Parameters
 *     of the Elasticsearch query rule</a>
 */
class AlertRuleTest {
  private static final List<AlertRule> RULES = AlertRule.all(Version.parse("8.19.0"), "90d");

  @Test
  void each_rule_has_what_its_type_requires() {
    assertThat(RULES).hasSize(4);
    for (AlertRule rule : RULES) {
      JsonNode params = rule.request().path("params");
      assertThat(UUID.fromString(rule.id()).version()).isEqualTo(4);
      assertThat(rule.request().propertyNames())
          .containsExactlyInAnyOrder(
              "name",
              "rule_type_id",
              "consumer",
              "enabled",
              "schedule",
              "tags",
              "actions",
              "params");
      assertThat(params.path("timeField").asString()).isEqualTo("@timestamp");
      assertThat(params.path("timeWindowUnit").asString()).isIn("m", "h", "d");
      assertThat(params.path("timeWindowSize").asInt()).isPositive();
      assertThat(params.path("threshold")).hasSize(1);
      if (params.path("searchType").asString().equals("esqlQuery")) {
        assertThat(params.path("thresholdComparator").asString()).isEqualTo(">");
        assertThat(params.at("/threshold/0").asInt(-1)).isZero();
        assertThat(params.has("esQuery") || params.has("index")).isFalse();
        assertThat(params.path("groupBy").asString()).isEqualTo("row");
      } else {
        assertThat(params.path("searchType").asString()).isEqualTo("esQuery");
        assertThat(PackSource.JSON.readTree(params.path("esQuery").asString()).has("query"))
            .isTrue();
        assertThat(params.path("index")).isNotEmpty();
        assertThat(params.has("esqlQuery")).isFalse();
        assertThat(params.path("groupBy").asString()).isEqualTo("all");
      }
    }
  }

  @Test
  void a_group_is_new_if_it_began_recently_in_the_whole_retention() {
    JsonNode params = RULES.getFirst().request().path("params");

    assertThat(params.path("timeWindowSize").asInt()).isEqualTo(90);
    assertThat(params.path("timeWindowUnit").asString()).isEqualTo("d");
    assertThat(params.at("/esqlQuery/esql").asString())
        .isEqualTo(
            """
            FROM logs-logferry.error_groups-*
            | STATS error = MAX(error.grouping_name), first = MIN(@timestamp), recorded = MIN(event.ingested) BY service.name, error.grouping_key
            | WHERE first >= NOW() - 24 hours AND recorded >= NOW() - 15 minutes
            | LIMIT 100""");
  }

  @Test
  void kibana_9_0_raises_one_alert_for_all_rows() {
    assertThat(groupBy("9.0.3")).isEqualTo("all");
    assertThat(groupBy("9.1.0")).isEqualTo("row");
  }

  private static String groupBy(String kibana) {
    return AlertRule.all(Version.parse(kibana), "90d")
        .getFirst()
        .request()
        .at("/params/groupBy")
        .asString();
  }
}
