package dev.logferry.endtoend.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.lambda.ForwardHandler;
import dev.logferry.forwarder.lambda.Wiring;
import dev.logferry.forwarder.testing.Corpus;
import dev.logferry.forwarder.testing.Corpus.Program;
import dev.logferry.forwarder.testing.Events;
import dev.logferry.forwarder.testing.Payloads;
import dev.logferry.forwarder.testing.TestContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lines of all kinds are found by their fields in the real Elasticsearch. */
class LinesIT {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** One odd line, then an ordinary one of another program. */
  private static final List<String> POISONED =
      List.of(
          """
          {"@timestamp":"2026-11-29T08:29:00.123Z","log.level":"info","message":"odd","ecs.version":"8.10.0",\
          "http":"yes","error":7,"url":true,"user":["a"]}\
          """,
          """
          {"@timestamp":"2026-11-29T08:29:00.123Z","log.level":"ERROR","message":"Ordinary","ecs.version":"8.10.0",\
          "service.name":"cart","http":{"response":{"status_code":500}},"url":{"path":"/cart"},\
          "user":{"id":"7"},"error":{"type":"E","message":"bang"}}\
          """);

  private final Cluster cluster = LocalCluster.shared().cluster();
  private final ClusterReader analyst = new ClusterReader(cluster);

  @Test
  void log_level_error_finds_every_error_of_every_program() throws IOException {
    long errors = 0;
    int events = 0;
    for (Program program : Corpus.programs()) {
      JsonNode ledger =
          forward(
              cluster,
              "corpus",
              Payloads.envelope("/ecs/" + program.name(), "web/web/0f1e", program.events()));
      assertThat(ledger.path("indexed").asInt())
          .as(program.name())
          .isEqualTo(program.events().size());
      errors += program.errors();
      events += program.events().size();
    }

    assertThat(inDataset(analyst, "corpus", "{\"match_all\":{}}")).hasSize(events);
    assertThat(inDataset(analyst, "corpus", "{\"terms\":{\"log.level\":[\"ERROR\",\"FATAL\"]}}"))
        .hasSize((int) errors);
    assertThat(
            inDataset(
                analyst, "corpus", "{\"match_phrase\":{\"error.message\":\"payment refused\"}}"))
        .hasSizeGreaterThan(15);
  }

  @Test
  void each_kind_of_line_is_found_by_its_fields() throws IOException {
    JsonNode ledger =
        forward(
            cluster, "kinds", new String(Events.envelope("line-formats"), StandardCharsets.UTF_8));

    assertThat(ledger.path("indexed")).isEqualTo(ledger.path("received"));
    Map<String, Integer> hits =
        Map.of(
            "{\"term\":{\"log.level\":\"ERROR\"}}", 17,
            "{\"term\":{\"log.level\":\"WARN\"}}", 2,
            "{\"term\":{\"log.level\":\"FATAL\"}}", 1,
            "{\"term\":{\"http.response.status_code\":500}}", 1,
            "{\"match\":{\"error.message\":\"empty\"}}", 1,
            "{\"match\":{\"message\":\"basket77\"}}", 1,
            "{\"term\":{\"trace.id\":\"0af7651916cd43dd8448eb211c80319c\"}}", 2,
            "{\"term\":{\"service.name\":\"reviews\"}}", 1,
            "{\"term\":{\"container.name\":\"ecs-reviews\"}}", 1,
            "{\"term\":{\"@timestamp\":\"2026-11-29T08:20:00Z\"}}", 1);
    hits.forEach(
        (query, count) -> assertThat(inDataset(analyst, "kinds", query)).as(query).hasSize(count));
  }

  @Test
  void an_odd_line_spoils_no_field_for_others() throws IOException {
    poisoned("poisoned");
  }

  /** With what Elasticsearch's own template for logs does: texts become keywords. */
  @Test
  void nor_does_it_without_our_index_template() throws IOException {
    new ClusterSetup(cluster)
        .put(
            "/_index_template/not-ours",
            """
            {"index_patterns":["logs-lines.not_ours-*"],"data_stream":{},"priority":10000,"template":{"mappings":{
              "dynamic_templates":[{"texts":{"match_mapping_type":"string","mapping":{"type":"keyword"}}}]}}}\
            """);
    poisoned("not_ours");
    assertThat(inDataset(analyst, "not_ours", "{\"term\":{\"message\":\"Ordinary\"}}"))
        .as("with our template it would be the word 'ordinary', and not found by this")
        .hasSize(1);
  }

  private void poisoned(String dataset) throws IOException {
    JsonNode ledger =
        forward(cluster, dataset, Payloads.envelope("/ecs/" + dataset, "s", POISONED));

    assertThat(ledger.path("indexed").asInt()).isEqualTo(2);
    for (String query :
        List.of(
            "{\"range\":{\"http.response.status_code\":{\"gte\":500}}}",
            "{\"match\":{\"error.message\":\"bang\"}}",
            "{\"match\":{\"url.path\":\"/cart\"}}",
            "{\"match\":{\"user.id\":\"7\"}}")) {
      assertThat(inDataset(analyst, dataset, query))
          .as(query)
          .extracting(hit -> hit.at("/_source/message").asString())
          .containsExactly("Ordinary");
    }
    JsonNode odd =
        inDataset(analyst, dataset, "{\"match\":{\"message\":\"odd\"}}").get(0).path("_source");
    assertThat(odd.at("/logferry/displaced").toString()).contains("http=yes");
    assertThat(odd.path("http").isMissingNode()).isTrue();
  }

  @Test
  void a_field_that_changes_its_type_costs_a_line_that_field_only() throws IOException {
    JsonNode ledger =
        forward(
            cluster,
            "flipped",
            new String(Events.degradedEnvelope("field-changes-type"), StandardCharsets.UTF_8));

    assertThat(ledger.path("indexed").asInt()).isEqualTo(1);
    assertThat(ledger.path("degraded").asInt()).isEqualTo(1);
    for (String query :
        List.of(
            "{\"term\":{\"http.response.status_code\":500}}",
            "{\"match\":{\"error.message\":\"card77\"}}")) {
      JsonNode hits = inDataset(analyst, "flipped", query);
      assertThat(hits).as(query).hasSize(1);
      assertThat(hits.get(0).at("/_source/logferry/displaced").toString())
          .isEqualTo("[\"basket_state=expired\"]");
    }
  }

  private static JsonNode inDataset(ClusterReader analyst, String dataset, String query) {
    return analyst.search(
        "{\"bool\":{\"filter\":[{\"term\":{\"data_stream.dataset\":\"lines.%s\"}},%s]}}"
            .formatted(dataset, query));
  }

  private static JsonNode forward(Cluster cluster, String dataset, String envelope)
      throws IOException {
    Map<String, String> environment = Forwarder.environment(cluster);
    environment.put("LOGFERRY_DEFAULT_DATASET", "lines." + dataset);
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    new ForwardHandler(Wiring.from(environment))
        .handleRequest(
            new ByteArrayInputStream(Payloads.lambdaEvent(envelope)),
            response,
            new TestContext(Duration.ofSeconds(60)));
    return JSON.readTree(response.toByteArray()).path("ledger");
  }
}
