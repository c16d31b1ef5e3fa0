package dev.logferry.forwarder.bulk;

import static dev.logferry.forwarder.testing.Script.items;
import static dev.logferry.forwarder.testing.Script.refuse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.testing.Delivered;
import dev.logferry.forwarder.testing.Documents;
import dev.logferry.forwarder.testing.FakeElasticsearch;
import dev.logferry.forwarder.testing.Script;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How delivery cuts requests, and takes what befalls one as a whole. */
class RequestDeliveryTest {

  private final TestDelivery delivery = new TestDelivery();
  private final FakeElasticsearch elasticsearch = delivery.elasticsearch;

  @AfterEach
  void stop() {
    delivery.close();
  }

  @Test
  void requests_are_cut_by_count() {
    delivery.deliver(new BatchLimits(1_000_000, 2), Documents.of(5));

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

    delivery.deliver(new BatchLimits(1_000, 100), documents);

    assertThat(elasticsearch.requests())
        .containsExactly(List.of("small1"), List.of("large"), List.of("small2", "small3"));
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

    Delivered delivered = delivery.deliver(Documents.of(3));

    assertThat(delivered.indexed() + delivered.duplicate()).isEqualTo(3);
    assertThat(delivered.returned()).isZero();
    assertThat(delivered.traffic().requests()).isEqualTo(2);
    assertThat(elasticsearch.stored()).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("passingFaults")
  void a_fault_that_stays_returns_everything_within_the_time(Script fault) {
    Script[] always = new Script[60];
    Arrays.fill(always, fault);
    elasticsearch.answers(always);

    Delivered delivered = delivery.deliver(Documents.of(3));

    assertThat(delivered.returned() + delivered.duplicate()).isEqualTo(3);
    assertThat(delivered.indexed()).isZero();
    assertThat(delivery.time.remaining()).isPositive();
    assertThat(delivered.returnedFor().toString()).doesNotContain("CANARY", "Welcome");
  }

  static List<Script> rejectionsThatStay() {
    return List.of(
        refuse(401, "security_exception"),
        refuse(403, "security_exception"),
        refuse(404, "index_not_found_exception"),
        refuse(405, "method_not_allowed_exception"),
        refuse(406, "media_type_header_exception"),
        Script.raw(401, "text/html", "<html>"),
        Script.raw(406, "application/json", "{\"error\":\"Content-Type is not supported\"}"));
  }

  @ParameterizedTest
  @MethodSource("rejectionsThatStay")
  void after_a_rejection_that_stays_nothing_more_is_sent(Script rejection) {
    elasticsearch.answers(rejection);

    Delivered delivered = delivery.deliver(new BatchLimits(1_000_000, 2), Documents.of(6));

    assertThat(delivered.traffic().requests()).isEqualTo(1);
    assertThat(delivered.returned()).isEqualTo(6);
    assertThat(delivered.returnedFor().toString()).contains("request rejected with 40");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/json"})
  void a_proxy_that_finds_a_request_too_large_gets_it_in_halves(String contentType) {
    elasticsearch.answers(Script.raw(413, contentType, "{\"message\":\"too large\"}"));

    Delivered delivered = delivery.deliver(Documents.of(4));

    assertThat(delivered.indexed()).isEqualTo(4);
    assertThat(elasticsearch.requests())
        .containsExactly(List.of("d0", "d1", "d2", "d3"), List.of("d0", "d1"), List.of("d2", "d3"));
    assertThat(delivery.time.pauses()).isEmpty();
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

    Delivered delivered = delivery.deliver(Documents.of(8));

    assertThat(delivered.indexed()).isEqualTo(7);
    assertThat(delivered.rejected()).isEqualTo(1);
    assertThat(delivered.rejectedFor()).isEqualTo(Map.of(status + " too_large", 1));
    assertThat(delivered.rejections().all())
        .extracting(rejected -> rejected.document().id())
        .containsExactly("d5");
    assertThat(elasticsearch.requests()).hasSize(7);
  }

  @Test
  void a_rejection_of_every_request_is_not_pursued_document_by_document() {
    Script[] always = new Script[100];
    Arrays.fill(always, refuse(400, "illegal_argument_exception"));
    elasticsearch.answers(always);

    Delivered delivered = delivery.deliver(Documents.of(1000));

    assertThat(delivered.returned()).isEqualTo(997);
    assertThat(delivered.retryable()).isEqualTo(3);
    assertThat(delivered.traffic().requests()).isLessThan(20);
    assertThat(delivered.returnedFor().toString()).contains("400 illegal_argument_exception");
  }

  @Test
  void an_old_server_names_the_parameter_at_the_first_request_and_costs_no_document() {
    elasticsearch.answers(
        Script.elasticsearchRejects(
            400,
            "illegal_argument_exception",
            "request [/_bulk] contains unrecognized parameter: [require_data_stream] -> did you mean [require_alias]?"));

    Delivered delivered = delivery.deliver(Documents.of(5));

    assertThat(delivered.returned()).isEqualTo(5);
    assertThat(delivered.traffic().requests()).isEqualTo(1);
    assertThat(delivered.returnedFor().toString())
        .contains("LOGFERRY_ELASTICSEARCH_REQUIRE_DATA_STREAM to false");
  }

  @Test
  void another_product_is_named_at_the_first_request_and_costs_no_document() {
    elasticsearch.answers(
        Script.raw(
            406,
            "application/json",
            "{\"error\":\"Content-Type header [application/vnd.elasticsearch+x-ndjson; compatible-with=8] is not supported\",\"status\":406}"));

    Delivered delivered = delivery.deliver(Documents.of(5));

    assertThat(delivered.returned()).isEqualTo(5);
    assertThat(delivered.traffic().requests()).isEqualTo(1);
    assertThat(delivered.returnedFor().toString()).contains("OpenSearch");
  }

  @Test
  void a_wait_of_days_that_the_server_asks_for_gives_up_at_once() {
    elasticsearch.answers(refuse(503, "some_exception").withHeader("Retry-After", "9999999"));

    Delivered delivered = delivery.deliver(Documents.of(2));

    assertThat(delivered.returned()).isEqualTo(2);
    assertThat(delivery.time.pauses()).isEmpty();
  }

  @Test
  void documents_that_were_never_sent_are_not_counted_as_rejected() {
    Script[] always = new Script[100];
    Arrays.fill(always, items(429, 429, 429));
    elasticsearch.answers(always);

    Delivered delivered = delivery.deliver(new BatchLimits(1_000_000, 3), Documents.of(9));

    assertThat(delivered.returned()).isEqualTo(9);
    assertThat(delivered.returnedFor())
        .anySatisfy(
            (why, count) -> {
              assertThat(why).startsWith("not sent: no time left");
              assertThat(count).isEqualTo(6);
            });
  }
}
