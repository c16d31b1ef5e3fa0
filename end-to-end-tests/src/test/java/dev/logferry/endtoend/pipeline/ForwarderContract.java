package dev.logferry.endtoend.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.testing.Events;
import dev.logferry.localstack.lambda.Invocation;
import dev.logferry.localstack.lambda.InvocationResult.FailedInHandler;
import dev.logferry.localstack.lambda.InvocationResult.Succeeded;
import dev.logferry.localstack.lambda.LocalLambda;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the forwarder does against any supported Elasticsearch. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class ForwarderContract {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final RunningCluster running;
  private final Cluster cluster;
  private final LocalLambda lambda;
  private final ClusterReader analyst;

  /** A cluster that the test ends when it is done. */
  interface RunningCluster extends AutoCloseable {
    Cluster cluster();

    @Override
    void close();
  }

  ForwarderContract(RunningCluster running) {
    this.running = running;
    this.cluster = running.cluster();
    this.lambda = Forwarder.start(Forwarder.environment(cluster));
    this.analyst = new ClusterReader(cluster);
  }

  @AfterAll
  void stop() {
    lambda.close();
    running.close();
  }

  static List<String> names() {
    return Events.names();
  }

  @Order(1)
  @ParameterizedTest
  @MethodSource("names")
  void an_event_gives_exactly_the_expected_documents(String name) {
    JsonNode expected = Events.documents(name);

    JsonNode ledger = ledgerOf(lambda.invoke(Events.lambdaEvent(name)));

    assertThat(ledger.path("received").asInt()).isEqualTo(expected.size());
    assertThat(ledger.path("indexed").asInt()).isEqualTo(expected.size());
    assertThat(stored(name)).isEqualTo(byId(expected));
  }

  @Order(2)
  @ParameterizedTest
  @MethodSource("names")
  void an_event_that_comes_again_adds_nothing(String name) {
    Map<String, JsonNode> before = stored(name);

    JsonNode ledger = ledgerOf(lambda.invoke(Events.lambdaEvent(name)));

    assertThat(ledger.path("duplicate").asInt()).isEqualTo(before.size());
    assertThat(ledger.path("indexed").asInt()).isZero();
    assertThat(stored(name)).isEqualTo(before);
  }

  @Order(3)
  @Test
  void an_error_is_found_by_its_fields_at_its_own_time() {
    JsonNode hits =
        analyst.search(
            """
            {"bool":{"filter":[
              {"term":{"log.level":"ERROR"}},
              {"term":{"error.type":"java.sql.SQLTransientConnectionException"}},
              {"range":{"http.response.status_code":{"gte":500}}},
              {"range":{"@timestamp":{"gte":"2026-11-22T10:00:01.234Z","lte":"2026-11-22T10:00:01.235Z"}}}]}}
            """);

    assertThat(hits).hasSize(1);
    assertThat(hits.get(0).path("_source").path("service").path("name").asString())
        .isEqualTo("shop-api");
  }

  @Order(4)
  @Test
  void a_ca_fingerprint_is_as_good_as_the_certificate() {
    Map<String, String> environment = Forwarder.environment(cluster);
    environment.remove("LOGFERRY_ELASTICSEARCH_CA_PEM");
    environment.put("LOGFERRY_ELASTICSEARCH_CA_FINGERPRINT", cluster.caFingerprint());

    JsonNode ledger = ledgerOf(invokeOnce(environment, "ecs-error"));

    assertThat(ledger.path("duplicate").asInt()).isEqualTo(1);
  }

  @Order(5)
  @Test
  void a_wrong_ca_fingerprint_fails_the_invocation_and_names_both() {
    Map<String, String> environment = Forwarder.environment(cluster);
    environment.remove("LOGFERRY_ELASTICSEARCH_CA_PEM");
    environment.put("LOGFERRY_ELASTICSEARCH_CA_FINGERPRINT", "0".repeat(64));

    assertThat(failure(invokeOnce(environment, "ecs-error")))
        .contains("0".repeat(64))
        .contains(cluster.caFingerprint());
  }

  @Order(6)
  @Test
  void an_untrusted_certificate_fails_the_invocation() {
    Map<String, String> environment = Forwarder.environment(cluster);
    environment.remove("LOGFERRY_ELASTICSEARCH_CA_PEM");

    assertThat(failure(invokeOnce(environment, "ecs-error"))).contains("PKIX");
  }

  @Order(7)
  @Test
  void a_wrong_password_fails_the_invocation_at_once() {
    Map<String, String> environment = Forwarder.environment(cluster);
    environment.put("LOGFERRY_ELASTICSEARCH_PASSWORD", "not-the-password");

    assertThat(failure(invokeOnce(environment, "ecs-error")))
        .contains("401")
        .doesNotContain("not-the-password");
  }

  @Order(8)
  @Test
  void a_node_that_is_away_is_passed_over() {
    Map<String, String> environment = Forwarder.environment(cluster);
    environment.put(
        "LOGFERRY_ELASTICSEARCH_URLS",
        "https://localhost:1,https://127.0.0.1:2," + cluster.url() + ",https://localhost:3");

    JsonNode ledger = ledgerOf(invokeOnce(environment, "ecs-error"));

    assertThat(ledger.path("duplicate").asInt()).isEqualTo(1);
  }

  @Order(9)
  @Test
  void a_route_sends_a_log_group_to_its_own_data_stream() {
    Map<String, String> environment = Forwarder.environment(cluster);
    environment.put("LOGFERRY_ROUTES", "/ecs/shop-*=shop.api:production");

    JsonNode ledger = ledgerOf(invokeOnce(environment, "ecs-error"));

    assertThat(ledger.path("indexed").asInt()).isEqualTo(1);
    JsonNode hits = analyst.search("{\"term\":{\"data_stream.dataset\":\"shop.api\"}}");
    assertThat(hits).hasSize(1);
    assertThat(hits.get(0).path("_index").asString()).startsWith(".ds-logs-shop.api-production-");
  }

  @Order(10)
  @Test
  void no_line_is_so_hostile_that_elasticsearch_refuses_its_document() {
    List<String> lines = HostileLines.all();
    Map<String, String> environment = Forwarder.environment(cluster);
    environment.put("LOGFERRY_ROUTES", "/hostile=hostile");

    JsonNode ledger;
    try (LocalLambda function = Forwarder.start(environment)) {
      ledger = ledgerOf(function.invoke(Events.encode(envelope("/hostile", lines))));
    }

    assertThat(ledger.path("indexed").asInt()).isEqualTo(lines.size());
    assertThat(analyst.search("{\"term\":{\"data_stream.dataset\":\"hostile\"}}"))
        .hasSize(lines.size());
  }

  @Order(11)
  @Test
  void what_the_mapping_rejects_is_stored_without_those_fields_and_found_by_its_level() {
    List<String> lines =
        List.of(
            ecs("\"message\":\"fits\",\"tries\":1"),
            ecs("\"message\":\"a\",\"tries\":\"many\""),
            ecs("\"message\":{\"text\":\"b\"}"),
            ecs("\"message\":\"c\",\"service\":\"shop\""),
            ecs("\"message\":\"d\",\"error\":{\"message\":{\"x\":1}}"),
            ecs("\"message\":\"e\",\"event.duration\":\"long\""));
    Map<String, String> environment = Forwarder.environment(cluster);
    environment.put("LOGFERRY_ROUTES", "/refused=refused");

    JsonNode ledger;
    try (LocalLambda function = Forwarder.start(environment)) {
      ledger = ledgerOf(function.invoke(Events.encode(envelope("/refused", lines.subList(0, 1)))));
      assertThat(ledger.path("indexed").asInt()).isEqualTo(1);
      ledger = ledgerOf(function.invoke(Events.encode(envelope("/refused", lines))));
    }

    assertThat(ledger.path("duplicate").asInt()).isEqualTo(1);
    assertThat(ledger.path("indexed").asInt()).as("repaired before they are sent").isEqualTo(4);
    assertThat(ledger.path("degraded").asInt()).as("no list says what tries is").isEqualTo(1);
    JsonNode hits =
        analyst.search(
            "{\"bool\":{\"filter\":[{\"term\":{\"data_stream.dataset\":\"refused\"}},{\"term\":{\"log.level\":\"ERROR\"}}]}}");
    assertThat(hits).hasSize(6);
    for (JsonNode hit : hits) {
      JsonNode source = hit.path("_source");
      boolean rejected = source.path("message").asString("").equals("a");
      assertThat(source.at("/logferry/degraded/reason").asString("").isEmpty())
          .isNotEqualTo(rejected);
      assertThat(source.at("/logferry/displaced").toString().contains("tries=many"))
          .isEqualTo(rejected);
      assertThat(source.at("/aws/cloudwatch/log_group").asString()).isEqualTo("/refused");
    }
  }

  private static String ecs(String members) {
    return "{\"ecs.version\":\"8.11.0\",\"log.level\":\"ERROR\"," + members + "}";
  }

  private static byte[] envelope(String logGroup, List<String> lines) {
    ObjectNode envelope = JSON.createObjectNode();
    envelope.put("messageType", "DATA_MESSAGE");
    envelope.put("owner", "123456789012");
    envelope.put("logGroup", logGroup);
    envelope.put("logStream", "lines");
    ArrayNode events = envelope.putArray("logEvents");
    for (String line : lines) {
      events
          .addObject()
          .put("id", "line-" + events.size())
          .put("timestamp", 1_795_341_600_000L)
          .put("message", line);
    }
    return JSON.writeValueAsBytes(envelope);
  }

  private static Invocation invokeOnce(Map<String, String> environment, String name) {
    try (LocalLambda function = Forwarder.start(environment)) {
      return function.invoke(Events.lambdaEvent(name));
    }
  }

  private static JsonNode ledgerOf(Invocation invocation) {
    assertThat(invocation.result()).as(invocation.log()).isInstanceOf(Succeeded.class);
    Succeeded succeeded = (Succeeded) invocation.result();
    return JSON.readTree(succeeded.response().text()).path("ledger");
  }

  private static String failure(Invocation invocation) {
    assertThat(invocation.result()).as(invocation.log()).isInstanceOf(FailedInHandler.class);
    return ((FailedInHandler) invocation.result()).errorMessage();
  }

  private Map<String, JsonNode> stored(String name) {
    JsonNode envelope = JSON.readTree(Events.envelope(name));
    Map<String, JsonNode> documents = new TreeMap<>();
    for (JsonNode hit :
        analyst.inStream(
            envelope.path("logGroup").asString(), envelope.path("logStream").asString())) {
      documents.put(hit.path("_id").asString(), hit.path("_source"));
    }
    return documents;
  }

  private static Map<String, JsonNode> byId(JsonNode expected) {
    Map<String, JsonNode> documents = new TreeMap<>();
    for (JsonNode document : expected) {
      documents.put(document.path("_id").asString(), document.path("_source"));
    }
    return documents;
  }
}
