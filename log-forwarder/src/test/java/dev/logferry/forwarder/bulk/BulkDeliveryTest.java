package dev.logferry.forwarder.bulk;

import static dev.logferry.forwarder.testing.Script.items;
import static dev.logferry.forwarder.testing.Script.refuse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.testing.Documents;
import dev.logferry.forwarder.testing.FakeElasticsearch;
import dev.logferry.forwarder.testing.RecordedRefusals;
import dev.logferry.forwarder.testing.RecordedTime;
import dev.logferry.forwarder.testing.Script;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BulkDeliveryTest {

  private final FakeElasticsearch elasticsearch = FakeElasticsearch.start();
  private RecordedTime time = new RecordedTime(Duration.ofSeconds(60));
  private final RecordedRefusals refusals = new RecordedRefusals();

  @AfterEach
  void stop() {
    assertThat(elasticsearch.malformed()).isEmpty();
    elasticsearch.close();
  }

  @Test
  void documents_that_are_new_are_indexed_by_one_request_in_order() {
    Settlement settlement = deliver(Documents.of(3));

    assertThat(settlement.indexed()).isEqualTo(3);
    assertThat(settlement.traffic().requests()).isEqualTo(1);
    assertThat(elasticsearch.requests()).containsExactly(List.of("d0", "d1", "d2"));
    assertThat(elasticsearch.stored()).containsKey("logs-test-default/d2");
  }

  @Test
  void a_document_that_is_stored_already_is_a_duplicate() {
    deliver(Documents.of(2));

    Settlement settlement = deliver(Documents.of(3));

    assertThat(settlement.duplicate()).isEqualTo(2);
    assertThat(settlement.indexed()).isEqualTo(1);
    assertThat(elasticsearch.stored()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void only_the_items_turned_away_for_now_are_sent_again(int status) {
    elasticsearch.answers(items(201, status, 201, status));

    Settlement settlement = deliver(Documents.of(4));

    assertThat(settlement.indexed()).isEqualTo(4);
    assertThat(settlement.traffic().retriedDocuments()).isEqualTo(2);
    assertThat(elasticsearch.requests())
        .containsExactly(List.of("d0", "d1", "d2", "d3"), List.of("d1", "d3"));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 413, 418})
  void an_item_that_is_refused_becomes_a_dead_letter_without_harm_to_the_others(int status) {
    elasticsearch.answers(items(201, status, 201));

    Settlement settlement = deliver(Documents.of(3));

    assertThat(settlement.indexed()).isEqualTo(2);
    assertThat(settlement.refused()).isEqualTo(1);
    assertThat(settlement.returned()).isZero();
    assertThat(elasticsearch.requests()).hasSize(1);
    assertThat(refusals.all())
        .extracting(refused -> refused.document().id(), refused -> refused.refusal().status())
        .containsExactly(tuple("d1", status));
    assertThat(settlement.refusedFor().toString())
        .contains(status + " ", "field secretive")
        .doesNotContain("CANARY");
  }

  @Test
  void a_document_that_the_mapping_refuses_is_stored_in_the_safe_form_under_the_same_id() {
    elasticsearch.answers(items(201, 400, 201));

    Settlement settlement = deliver(Documents.of(3));

    assertThat(settlement.indexed()).isEqualTo(2);
    assertThat(settlement.degraded()).isEqualTo(1);
    assertThat(settlement.degradedFor().toString())
        .contains("400 ", "field secretive")
        .doesNotContain("CANARY");
    assertThat(elasticsearch.requests()).containsExactly(List.of("d0", "d1", "d2"), List.of("d1"));
    assertThat(elasticsearch.stored())
        .extractingByKey("logs-test-default/d1")
        .asString()
        .contains("\"original\"", "\"degraded\"", "field secretive");
    assertThat(time.pauses()).isEmpty();
    assertThat(refusals.all()).isEmpty();
  }

  @Test
  void what_is_refused_in_the_safe_form_too_becomes_a_dead_letter_of_the_original() {
    elasticsearch.answers(items(400), items(403));

    Settlement settlement = deliver(Documents.of(1));

    assertThat(settlement.refused()).isEqualTo(1);
    assertThat(settlement.degraded()).isZero();
    RecordedRefusals.Refused refused = refusals.all().getFirst();
    assertThat(refused.document().json()).isEqualTo(Documents.of(1).getFirst().json());
    assertThat(refused.refusal().status()).isEqualTo(400);
    assertThat(refused.refusal().attempts()).isEqualTo(2);
    assertThat(refused.refusal().reason()).contains("CANARY");
    assertThat(refused.refusal().toString()).doesNotContain("CANARY");
  }

  @Test
  void the_safe_form_waits_with_what_was_throttled_beside_it() {
    elasticsearch.answers(items(429, 400, 201), items(201, 429));

    Settlement settlement = deliver(Documents.of(3));

    assertThat(settlement.indexed()).isEqualTo(2);
    assertThat(settlement.degraded()).isEqualTo(1);
    assertThat(elasticsearch.requests())
        .containsExactly(List.of("d0", "d1", "d2"), List.of("d0", "d1"), List.of("d1"));
    assertThat(time.pauses()).hasSize(2);
  }

  @Test
  void documents_in_the_failure_store_are_counted_as_such() {
    elasticsearch.answers(Script.failureStored());

    assertThat(deliver(Documents.of(2)).failureStored()).isEqualTo(2);
  }

  static List<Script> passingFaults() {
    return List.of(
        refuse(429, "es_rejected_execution_exception"),
        refuse(500, "some_exception"),
        refuse(503, "cluster_block_exception"),
        Script.raw(502, "text/html", "<html>Bad gateway</html>"),
        Script.raw(503, "text/html", "<html>Service unavailable</html>"),
        Script.raw(504, "text/plain", ""),
        Script.raw(200, "text/html", "<html>Welcome</html>"),
        Script.raw(302, "text/html", "<html>Moved</html>"),
        Script.elasticsearchSays("{}"),
        Script.elasticsearchSays(""),
        Script.elasticsearchSays("[]"),
        Script.elasticsearchSays("{\"items\":[{\"create\":{\"status\":201}}"),
        Script.elasticsearchSays("{\"items\":[{\"create\":{}},{},{\"create\":{\"status\":201}}]}"),
        Script.raw(
            500,
            "application/json",
            "{\"items\":[{\"create\":{\"_id\":\"d0\",\"status\":201}},{\"create\":{\"_id\":\"d1\",\"status\":201}},{\"create\":{\"_id\":\"d2\",\"status\":201}}]}"),
        Script.raw(
            201,
            "application/json",
            "{\"items\":[{\"create\":{\"_id\":\"d0\",\"status\":201}},{\"create\":{\"_id\":\"d1\",\"status\":201}},{\"create\":{\"_id\":\"d2\",\"status\":201}}]}"),
        Script.raw(
            200,
            "application/json",
            "{\"items\":[{\"create\":{\"_id\":\"d0\",\"status\":201}},{\"create\":{\"_id\":\"d1\",\"status\":201}},{\"create\":{\"_id\":\"d2\",\"status\":201}}]}"),
        Script.raw(429, "application/json", "{\"message\":\"limit\"}"),
        Script.raw(408, "text/html", "<html>"),
        Script.swapped(),
        Script.elasticsearchSays(
            "{\"items\":[{\"create\":{\"_id\":\"d0\"}},{\"create\":{\"_id\":\"d1\"}},{\"create\":{\"_id\":\"d2\"}}]}"),
        Script.elasticsearchSays("{\"items\":[]} and more"),
        Script.wrongLength(-1),
        Script.wrongLength(1),
        Script.drop(),
        Script.storeThenDrop(),
        Script.storeThenTruncate());
  }

  @ParameterizedTest
  @MethodSource("passingFaults")
  void a_fault_that_passes_costs_nothing_but_a_retry(Script fault) {
    elasticsearch.answers(fault);

    Settlement settlement = deliver(Documents.of(3));

    assertThat(settlement.indexed() + settlement.duplicate()).isEqualTo(3);
    assertThat(settlement.returned()).isZero();
    assertThat(settlement.traffic().requests()).isEqualTo(2);
    assertThat(elasticsearch.stored()).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("passingFaults")
  void a_fault_that_stays_returns_everything_within_the_time(Script fault) {
    Script[] always = new Script[60];
    Arrays.fill(always, fault);
    elasticsearch.answers(always);

    Settlement settlement = deliver(Documents.of(3));

    assertThat(settlement.returned() + settlement.duplicate()).isEqualTo(3);
    assertThat(settlement.indexed()).isZero();
    assertThat(time.remaining()).isPositive();
    assertThat(settlement.returnedFor().toString()).doesNotContain("CANARY", "Welcome");
  }

  @Test
  void the_server_may_ask_for_a_longer_wait() {
    elasticsearch.answers(refuse(429, "busy").withHeader("Retry-After", "17"));

    deliver(Documents.of(1));

    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(17));
  }

  @Test
  void a_wait_that_would_outlast_the_invocation_is_not_begun() {
    elasticsearch.answers(refuse(429, "busy").withHeader("Retry-After", "61"));

    Settlement settlement = deliver(Documents.of(2));

    assertThat(settlement.returned()).isEqualTo(2);
    assertThat(time.pauses()).isEmpty();
  }

  static List<Script> refusalsThatStay() {
    return List.of(
        refuse(401, "security_exception"),
        refuse(403, "security_exception"),
        refuse(404, "index_not_found_exception"),
        Script.raw(401, "text/html", "<html>"),
        Script.raw(403, "text/html", "<html>Forbidden</html>"),
        Script.raw(403, "application/json", "{\"message\":\"Forbidden\"}"),
        Script.raw(404, "application/json", "{\"items\":[]}"),
        Script.raw(405, "text/plain", ""));
  }

  @ParameterizedTest
  @MethodSource("refusalsThatStay")
  void after_a_refusal_that_stays_nothing_more_is_sent(Script refusal) {
    elasticsearch.answers(refusal);

    Settlement settlement = deliver(new BatchLimits(1_000_000, 2), Documents.of(6));

    assertThat(settlement.traffic().requests()).isEqualTo(1);
    assertThat(settlement.returned()).isEqualTo(6);
    assertThat(settlement.returnedFor().toString()).contains("request refused: 40");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/json"})
  void a_proxy_that_finds_a_request_too_large_gets_it_in_halves(String contentType) {
    elasticsearch.answers(Script.raw(413, contentType, "{\"message\":\"too large\"}"));

    Settlement settlement = deliver(Documents.of(4));

    assertThat(settlement.indexed()).isEqualTo(4);
    assertThat(elasticsearch.requests())
        .containsExactly(List.of("d0", "d1", "d2", "d3"), List.of("d0", "d1"), List.of("d2", "d3"));
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void a_proxys_wish_for_a_longer_wait_is_honoured_too() {
    elasticsearch.answers(
        Script.raw(429, "application/json", "{}").withHeader("Retry-After", "17"));

    deliver(Documents.of(1));

    assertThat(time.pauses()).containsExactly(Duration.ofSeconds(17));
  }

  @Test
  void waits_are_jittered_under_a_ceiling_that_doubles() {
    Script[] busy = new Script[8];
    Arrays.fill(busy, refuse(429, "busy"));
    elasticsearch.answers(busy);

    deliver(Documents.of(1));

    assertThat(time.pauses()).hasSize(8).doesNotHaveDuplicates();
    for (int i = 0; i < 8; i++) {
      assertThat(time.pauses().get(i).toMillis()).isLessThan(Math.min(10_000L, 200L << i));
    }
  }

  @Test
  void credentials_that_were_rotated_are_read_again_once() {
    elasticsearch.answers(refuse(401, "security_exception"));
    List<String> keys = new ArrayList<>(List.of("b2xk", "bmV3"));

    Settlement settlement =
        deliver(
            connection(List.of(elasticsearch.url())),
            Documents.credentials(() -> new Credentials.ApiKey(keys.removeFirst())),
            new BatchLimits(1_000_000, 10),
            Documents.of(2));

    assertThat(settlement.indexed()).isEqualTo(2);
    assertThat(elasticsearch.headers())
        .extracting(headers -> headers.get("authorization"))
        .containsExactly("ApiKey b2xk", "ApiKey bmV3");
  }

  @ParameterizedTest
  @ValueSource(ints = {413, 400})
  void a_request_refused_for_its_content_is_split_until_the_culprit_stands_alone(int status) {
    // 8 documents: the culprit is d5. Every request that holds it is refused.
    elasticsearch.answers(
        refuse(status, "too_large"), // d0..d7
        items(), // d0..d3
        refuse(status, "too_large"), // d4..d7
        refuse(status, "too_large"), // d4 d5
        items(), // d4
        refuse(status, "too_large"), // d5
        items()); // d6 d7

    Settlement settlement = deliver(Documents.of(8));

    assertThat(settlement.indexed()).isEqualTo(7);
    assertThat(settlement.refused()).isEqualTo(1);
    assertThat(settlement.refusedFor()).isEqualTo(Map.of(status + " too_large", 1));
    assertThat(refusals.all()).extracting(refused -> refused.document().id()).containsExactly("d5");
    assertThat(elasticsearch.requests()).hasSize(7);
  }

  @Test
  void a_refusal_of_every_request_is_not_pursued_document_by_document() {
    Script[] always = new Script[100];
    Arrays.fill(always, refuse(400, "illegal_argument_exception"));
    elasticsearch.answers(always);

    Settlement settlement = deliver(Documents.of(1000));

    assertThat(settlement.returned()).isEqualTo(997);
    assertThat(settlement.refused()).isEqualTo(3);
    assertThat(settlement.traffic().requests()).isLessThan(20);
    assertThat(settlement.returnedFor().toString()).contains("400 illegal_argument_exception");
  }

  @Test
  void without_compression_bodies_are_sent_as_they_are() {
    Connection plain =
        new Connection(
            List.of(elasticsearch.url()),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            false,
            true);

    assertThat(deliver(plain, new BatchLimits(1_000_000, 10), Documents.of(3)).indexed())
        .isEqualTo(3);
    assertThat(elasticsearch.headers().getFirst()).doesNotContainKey("content-encoding");
  }

  @Test
  void an_old_server_is_not_asked_for_a_data_stream() {
    Connection old =
        new Connection(
            List.of(elasticsearch.url()),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            true,
            false);

    deliver(old, new BatchLimits(1_000_000, 10), Documents.of(1));

    assertThat(elasticsearch.headers().getFirst().get(":path")).doesNotContain("data_stream");
  }

  @Test
  void a_redirect_is_not_followed() {
    try (FakeElasticsearch elsewhere = FakeElasticsearch.start()) {
      elasticsearch.answers(
          Script.raw(302, "text/html", "").withHeader("Location", elsewhere.url() + "/_bulk"));

      deliver(Documents.of(1));

      assertThat(elsewhere.headers()).isEmpty();
    }
  }

  @Test
  void without_time_nothing_is_sent_and_everything_returned() {
    time = new RecordedTime(Duration.ZERO);

    Settlement settlement = deliver(Documents.of(4));

    assertThat(settlement.returned()).isEqualTo(4);
    assertThat(elasticsearch.requests()).isEmpty();
  }

  @Test
  void requests_are_cut_by_count() {
    deliver(new BatchLimits(1_000_000, 2), Documents.of(5));

    assertThat(elasticsearch.requests())
        .containsExactly(List.of("d0", "d1"), List.of("d2", "d3"), List.of("d4"));
  }

  @Test
  void requests_are_cut_by_bytes_and_a_larger_document_goes_alone() {
    List<LogDocument> documents =
        List.of(
            Documents.document("small1", 10),
            Documents.document("large", 5_000),
            Documents.document("small2", 10),
            Documents.document("small3", 10));

    deliver(new BatchLimits(1_000, 100), documents);

    assertThat(elasticsearch.requests())
        .containsExactly(List.of("small1"), List.of("large"), List.of("small2", "small3"));
  }

  @Test
  void requests_name_the_parts_of_the_answer_and_forbid_plain_indices() {
    deliver(Documents.of(1));

    Map<String, String> headers = elasticsearch.headers().getFirst();
    assertThat(headers.get(":path")).contains("require_data_stream=true", "filter_path=items");
    assertThat(headers).containsEntry("content-encoding", "gzip");
    assertThat(headers.get("accept")).contains("compatible-with=8");
    assertThat(headers).containsEntry("authorization", "ApiKey a2V5");
  }

  @Test
  void a_node_that_refuses_connections_is_left_for_the_next() {
    Connection connection =
        connection(List.of(URI.create("http://127.0.0.1:1"), elasticsearch.url()));

    Settlement settlement = deliver(connection, new BatchLimits(1_000_000, 1), Documents.of(3));

    assertThat(settlement.indexed()).isEqualTo(3);
    assertThat(settlement.traffic().requests()).isEqualTo(3);
    assertThat(time.pauses()).isEmpty();
  }

  @Test
  void a_node_that_answers_5xx_is_left_for_the_next() {
    try (FakeElasticsearch ill = FakeElasticsearch.start()) {
      ill.answers(refuse(503, "ill"), refuse(503, "ill"));

      Settlement settlement =
          deliver(
              connection(List.of(ill.url(), elasticsearch.url())),
              new BatchLimits(1_000_000, 1),
              Documents.of(2));

      assertThat(settlement.indexed()).isEqualTo(2);
      assertThat(ill.requests()).hasSize(1);
    }
  }

  private Settlement deliver(List<LogDocument> documents) {
    return deliver(new BatchLimits(1_000_000, 1000), documents);
  }

  private Settlement deliver(BatchLimits limits, List<LogDocument> documents) {
    return deliver(connection(List.of(elasticsearch.url())), limits, documents);
  }

  private Settlement deliver(
      Connection connection, BatchLimits limits, List<LogDocument> documents) {
    return deliver(
        connection, Documents.credentials(() -> new Credentials.ApiKey("a2V5")), limits, documents);
  }

  private Settlement deliver(
      Connection connection,
      RenewedCredentials credentials,
      BatchLimits limits,
      List<LogDocument> documents) {
    BulkDelivery delivery =
        new BulkDelivery(
            new ElasticsearchBulkClient(connection, 0, Trust.Platform::new, credentials),
            refusals,
            limits,
            1,
            Duration.ofSeconds(5),
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10)),
            new SplittableRandom(42),
            time);
    documents.forEach(delivery::add);
    return delivery.finish();
  }

  private static Connection connection(List<URI> nodes) {
    return new Connection(nodes, Duration.ofSeconds(2), Duration.ofSeconds(5), true, true);
  }
}
