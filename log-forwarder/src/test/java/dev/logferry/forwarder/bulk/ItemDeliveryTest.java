package dev.logferry.forwarder.bulk;

import static dev.logferry.forwarder.testing.Script.items;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.logferry.forwarder.testing.Delivered;
import dev.logferry.forwarder.testing.Documents;
import dev.logferry.forwarder.testing.FakeElasticsearch;
import dev.logferry.forwarder.testing.RecordedRejections;
import dev.logferry.forwarder.testing.Script;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How delivery takes the answer to each document. */
class ItemDeliveryTest {

  private final TestDelivery delivery = new TestDelivery();
  private final FakeElasticsearch elasticsearch = delivery.elasticsearch;

  @AfterEach
  void stop() {
    delivery.close();
  }

  @Test
  void documents_that_are_new_are_indexed_by_one_request_in_order() {
    Delivered delivered = delivery.deliver(Documents.of(3));

    assertThat(delivered.indexed()).isEqualTo(3);
    assertThat(delivered.traffic().requests()).isEqualTo(1);
    assertThat(elasticsearch.requests()).containsExactly(List.of("d0", "d1", "d2"));
    assertThat(elasticsearch.stored()).containsKey("logs-test-default/d2");
  }

  @Test
  void a_document_that_is_stored_already_is_a_duplicate() {
    delivery.deliver(Documents.of(2));

    Delivered delivered = delivery.deliver(Documents.of(3));

    assertThat(delivered.duplicate()).isEqualTo(2);
    assertThat(delivered.indexed()).isEqualTo(1);
    assertThat(elasticsearch.stored()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void only_the_items_turned_away_for_now_are_sent_again(int status) {
    elasticsearch.answers(items(201, status, 201, status));

    Delivered delivered = delivery.deliver(Documents.of(4));

    assertThat(delivered.indexed()).isEqualTo(4);
    assertThat(delivered.traffic().retriedDocuments()).isEqualTo(2);
    assertThat(elasticsearch.requests())
        .containsExactly(List.of("d0", "d1", "d2", "d3"), List.of("d1", "d3"));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 413, 418})
  void an_item_that_is_refused_becomes_a_dead_letter_without_harm_to_the_others(int status) {
    elasticsearch.answers(items(201, status, 201));

    Delivered delivered = delivery.deliver(Documents.of(3));

    assertThat(delivered.indexed()).isEqualTo(2);
    assertThat(delivered.rejected()).isEqualTo(1);
    assertThat(delivered.returned()).isZero();
    assertThat(elasticsearch.requests()).hasSize(1);
    assertThat(delivered.rejections().all())
        .extracting(
            rejected -> rejected.document().id(), rejected -> rejected.rejection().cause().status())
        .containsExactly(tuple("d1", status));
    assertThat(delivered.rejectedFor().toString())
        .contains(status + " ", "_exception in field secretive")
        .doesNotContain("CANARY");
  }

  @Test
  void a_document_that_the_mapping_refuses_is_stored_in_the_safe_form_under_the_same_id() {
    elasticsearch.answers(items(201, 400, 201));

    Delivered delivered = delivery.deliver(Documents.of(3));

    assertThat(delivered.indexed()).isEqualTo(2);
    assertThat(delivered.degraded()).isEqualTo(1);
    assertThat(delivered.degradedFor().toString())
        .contains("400 document_parsing_exception in field secretive")
        .doesNotContain("CANARY");
    assertThat(elasticsearch.requests()).containsExactly(List.of("d0", "d1", "d2"), List.of("d1"));
    assertThat(elasticsearch.stored())
        .extractingByKey("logs-test-default/d1")
        .asString()
        .contains("\"original\"", "\"degraded\"", "field secretive");
    assertThat(delivery.time.pauses()).isEmpty();
    assertThat(delivered.rejections().all()).isEmpty();
  }

  @Test
  void what_is_refused_in_the_safe_form_too_becomes_a_dead_letter_of_the_original() {
    elasticsearch.answers(items(400), items(403));

    Delivered delivered = delivery.deliver(Documents.of(1));

    assertThat(delivered.rejected()).isEqualTo(1);
    assertThat(delivered.degraded()).isZero();
    RecordedRejections.Rejected rejected = delivered.rejections().all().getFirst();
    assertThat(rejected.document().json()).isEqualTo(Documents.of(1).getFirst().json());
    assertThat(rejected.rejection().cause().status()).isEqualTo(400);
    assertThat(rejected.rejection().attempts()).isEqualTo(2);
    assertThat(rejected.rejection().cause().reason()).contains("CANARY");
    assertThat(rejected.rejection().toString()).doesNotContain("CANARY");
  }

  @Test
  void the_safe_form_waits_with_what_was_throttled_beside_it() {
    elasticsearch.answers(items(429, 400, 201), items(201, 429));

    Delivered delivered = delivery.deliver(Documents.of(3));

    assertThat(delivered.indexed()).isEqualTo(2);
    assertThat(delivered.degraded()).isEqualTo(1);
    assertThat(elasticsearch.requests())
        .containsExactly(List.of("d0", "d1", "d2"), List.of("d0", "d1"), List.of("d1"));
    assertThat(delivery.time.pauses()).hasSize(2);
  }

  @Test
  void documents_in_the_failure_store_are_counted_as_such() {
    elasticsearch.answers(Script.failureStored());

    assertThat(delivery.deliver(Documents.of(2)).failureStored()).isEqualTo(2);
  }
}
