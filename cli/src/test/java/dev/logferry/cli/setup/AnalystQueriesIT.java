package dev.logferry.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.analystpack.PackSource;
import dev.logferry.analystpack.elasticsearch.Version;
import dev.logferry.analystpack.kibana.AlertRule;
import dev.logferry.analystpack.kibana.Dashboard;
import dev.logferry.analystpack.kibana.KibanaObjects;
import dev.logferry.analystpack.page.AnalystsPage;
import dev.logferry.analystpack.query.Query;
import dev.logferry.analystpack.query.QueryDsl;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Query DSL form of every question, search, panel and rule finds the right documents in a real
 * Elasticsearch that {@code logferry setup} prepared. KQL and ES|QL are generated from the same
 * sources; this distribution has no ES|QL, and KQL is Kibana's.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnalystQueriesIT {
  private static final JsonNode EXPECTED = Corpus.read("expected.yaml");
  private static final List<AlertRule> RULES = AlertRule.all(Version.parse("8.19.0"), "90d");

  private ClusterUnderTest cluster;

  @BeforeAll
  void prepare(@TempDir Path folder) {
    cluster = new ClusterUnderTest(folder);
    assertThat(cluster.setup("--yes").exitCode()).isZero();
    assertThat(matches(rule("no-events"))).as("before anything was logged").isZero();
    new Corpus(cluster).store();
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  @Test
  void every_question_of_the_analysts_page_has_the_right_answer() {
    List<Query> questions = AnalystsPage.questions();
    assertThat(questions).hasSize(20);
    questions.forEach(question -> check(question, EXPECTED.path("questions")));
  }

  @Test
  void every_saved_search_finds_its_documents() {
    KibanaObjects.searches().forEach(search -> check(search, EXPECTED.path("searches")));
  }

  @Test
  void every_panel_shows_its_groups() {
    for (Query panel : Dashboard.panels()) {
      // The lag is calculated by a script in the data view, and this distribution has no scripts.
      if (!panel.name().equals("lag")) {
        check(panel, EXPECTED.path("panels"));
      }
    }
  }

  @Test
  void every_rule_raises_its_alerts() {
    for (AlertRule rule : RULES) {
      if (rule.threshold().isPresent()) {
        assertThat(matches(rule))
            .as(rule.title())
            .isEqualTo(EXPECTED.path("rules").path(rule.query().name()).asLong(-1));
      } else {
        check(rule.query(), EXPECTED.path("rules"));
      }
    }
  }

  @Test
  void free_text_and_odd_values_are_found_without_naming_a_field() {
    assertThat(hits("{\"query\":{\"simple_query_string\":{\"query\":\"app_code\"}}}")).isEqualTo(2);
    assertThat(hits("{\"query\":{\"simple_query_string\":{\"query\":\"getConnection\"}}}"))
        .as("a method in a stack trace")
        .isEqualTo(3);
    assertThat(
            hits(
                "{\"query\":{\"simple_query_string\":{\"query\":\"4bf92f3577b34da6a3ce929d0e0e4736\"}}}"))
        .isEqualTo(2);
  }

  private void check(Query query, JsonNode expected) {
    JsonNode answer = cluster.post("/" + query.index() + "/_search", QueryDsl.of(query).toString());
    assertThat(answer.at("/_shards/failed").asInt(-1)).isZero();
    JsonNode wanted = expected.path(query.name());
    assertThat(wanted.isMissingNode()).as(query.name()).isFalse();
    if (wanted.isObject()) {
      Map<String, Long> groups = new HashMap<>();
      wanted.forEachEntry((name, count) -> groups.put(name, count.asLong()));
      assertThat(new AggregationValues(query, answer).groups()).as(query.name()).isEqualTo(groups);
    } else {
      assertThat(answer.at("/hits/total/value").asLong())
          .as(query.name())
          .isEqualTo(wanted.asLong(-1));
    }
  }

  /** Counts as Kibana does: the rule's query, in the rule's time window. */
  private long matches(AlertRule rule) {
    JsonNode params = rule.request().path("params");
    ObjectNode body = PackSource.JSON.createObjectNode();
    var filter = body.putObject("query").putObject("bool").putArray("filter");
    filter.add(PackSource.JSON.readTree(params.path("esQuery").asString()).path("query"));
    filter
        .addObject()
        .putObject("range")
        .putObject(params.path("timeField").asString())
        .put(
            "gte",
            "now-%d%s"
                .formatted(
                    params.path("timeWindowSize").asInt(),
                    params.path("timeWindowUnit").asString()));
    String index = String.join(",", PackSource.texts(params.path("index")));
    return cluster.post("/" + index + "/_count", body.toString()).path("count").asLong();
  }

  private static AlertRule rule(String name) {
    return RULES.stream().filter(one -> one.query().name().equals(name)).findFirst().orElseThrow();
  }

  private long hits(String body) {
    return cluster.post("/" + Query.LOGS + "/_search", body).at("/hits/total/value").asLong();
  }
}
