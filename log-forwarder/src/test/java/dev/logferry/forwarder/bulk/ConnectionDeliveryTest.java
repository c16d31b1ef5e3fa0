package dev.logferry.forwarder.bulk;

import static dev.logferry.forwarder.testing.Script.refuse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.elasticsearch.Cluster;
import dev.logferry.forwarder.elasticsearch.Credentials;
import dev.logferry.forwarder.testing.Delivered;
import dev.logferry.forwarder.testing.Documents;
import dev.logferry.forwarder.testing.FakeElasticsearch;
import dev.logferry.forwarder.testing.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How delivery reaches the cluster: nodes, credentials, headers and compression. */
class ConnectionDeliveryTest {

  private final TestDelivery delivery = new TestDelivery();
  private final FakeElasticsearch elasticsearch = delivery.elasticsearch;

  @AfterEach
  void stop() {
    delivery.close();
  }

  @Test
  void requests_name_the_parts_of_the_answer_and_forbid_plain_indices() {
    delivery.deliver(Documents.of(1));

    Map<String, String> headers = elasticsearch.headers().getFirst();
    assertThat(headers.get(":path")).contains("require_data_stream=true", "filter_path=items");
    assertThat(headers).containsEntry("content-encoding", "gzip");
    assertThat(headers.get("accept")).contains("compatible-with=8");
    assertThat(headers).containsEntry("authorization", "ApiKey a2V5");
  }

  @Test
  void without_compression_bodies_are_sent_as_they_are() {
    Cluster plain =
        new Cluster(
            List.of(elasticsearch.url()),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            false,
            true);

    assertThat(delivery.deliver(plain, new BatchLimits(1_000_000, 10), Documents.of(3)).indexed())
        .isEqualTo(3);
    assertThat(elasticsearch.headers().getFirst()).doesNotContainKey("content-encoding");
  }

  @Test
  void an_old_server_is_not_asked_for_a_data_stream() {
    Cluster old =
        new Cluster(
            List.of(elasticsearch.url()),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            true,
            false);

    delivery.deliver(old, new BatchLimits(1_000_000, 10), Documents.of(1));

    assertThat(elasticsearch.headers().getFirst().get(":path")).doesNotContain("data_stream");
  }

  @Test
  void a_redirect_is_not_followed() {
    try (FakeElasticsearch elsewhere = FakeElasticsearch.start()) {
      elasticsearch.answers(
          Script.raw(302, "text/html", "").withHeader("Location", elsewhere.url() + "/_bulk"));

      delivery.deliver(Documents.of(1));

      assertThat(elsewhere.headers()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void credentials_that_were_rotated_are_read_again_once(int status) {
    elasticsearch.answers(refuse(status, "security_exception"));
    List<String> keys = new ArrayList<>(List.of("b2xk", "bmV3"));

    Delivered delivered =
        delivery.deliver(
            TestDelivery.cluster(List.of(elasticsearch.url())),
            Documents.credentials(() -> new Credentials.ApiKey(keys.removeFirst())),
            new BatchLimits(1_000_000, 10),
            Documents.of(2));

    assertThat(delivered.indexed()).isEqualTo(2);
    assertThat(elasticsearch.headers())
        .extracting(headers -> headers.get("authorization"))
        .containsExactly("ApiKey b2xk", "ApiKey bmV3");
  }

  @Test
  void a_node_that_refuses_connections_is_left_for_the_next() {
    Cluster cluster =
        TestDelivery.cluster(List.of(URI.create("http://127.0.0.1:1"), elasticsearch.url()));

    Delivered delivered = delivery.deliver(cluster, new BatchLimits(1_000_000, 1), Documents.of(3));

    assertThat(delivered.indexed()).isEqualTo(3);
    assertThat(delivered.traffic().requests()).isEqualTo(3);
    assertThat(delivery.time.pauses()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503})
  void a_node_that_answers_5xx_is_left_for_the_next(int status) {
    try (FakeElasticsearch ill = FakeElasticsearch.start()) {
      ill.answers(refuse(status, "ill"), refuse(status, "ill"));

      Delivered delivered =
          delivery.deliver(
              TestDelivery.cluster(List.of(ill.url(), elasticsearch.url())),
              new BatchLimits(1_000_000, 1),
              Documents.of(2));

      assertThat(delivered.indexed()).isEqualTo(2);
      assertThat(ill.requests()).hasSize(1);
    }
  }

  @Test
  void a_node_that_hangs_up_is_left_for_the_next() {
    try (FakeElasticsearch dying = FakeElasticsearch.start()) {
      dying.answers(Script.drop());

      Delivered delivered =
          delivery.deliver(
              TestDelivery.cluster(List.of(dying.url(), elasticsearch.url())),
              new BatchLimits(1_000_000, 1),
              Documents.of(2));

      assertThat(delivered.indexed()).isEqualTo(2);
      assertThat(dying.requests()).hasSize(1);
    }
  }

  @Test
  void a_base_address_may_end_in_a_slash() {
    Cluster cluster = TestDelivery.cluster(List.of(URI.create(elasticsearch.url() + "/")));

    Delivered delivered = delivery.deliver(cluster, new BatchLimits(1_000_000, 1), Documents.of(1));

    assertThat(delivered.indexed()).isEqualTo(1);
    assertThat(elasticsearch.headers().getFirst().get(":path")).startsWith("/_bulk?");
  }

  @Test
  void credentials_that_cannot_be_had_for_a_moment_are_asked_for_again() {
    List<RuntimeException> failures =
        new ArrayList<>(List.of(new UncheckedIOException("away", new IOException())));

    Delivered delivered =
        delivery.deliver(
            TestDelivery.cluster(List.of(elasticsearch.url())),
            Documents.credentials(
                () -> {
                  if (!failures.isEmpty()) {
                    throw failures.removeFirst();
                  }
                  return new Credentials.ApiKey("a2V5");
                }),
            new BatchLimits(1_000_000, 10),
            Documents.of(2));

    assertThat(delivered.indexed()).isEqualTo(2);
    assertThat(elasticsearch.requests()).hasSize(1);
    assertThat(delivery.time.pauses()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 413, 429, 503})
  void a_rejection_for_another_reason_costs_no_reading_of_credentials(int status) {
    elasticsearch.answers(refuse(status, "other"));
    AtomicInteger readings = new AtomicInteger();

    delivery.deliver(
        TestDelivery.cluster(List.of(elasticsearch.url())),
        Documents.credentials(() -> new Credentials.ApiKey("k" + readings.incrementAndGet())),
        new BatchLimits(1_000_000, 10),
        Documents.of(2));

    assertThat(readings).hasValue(1);
  }

  @Test
  void whoever_is_interrupted_waits_for_no_answer_and_stays_interrupted() {
    elasticsearch.answers(Script.silent());
    Thread.currentThread().interrupt();

    Delivered delivered = delivery.deliver(Documents.of(2));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(delivered.returned()).isEqualTo(2);
    assertThat(delivered.returnedFor().toString()).contains("interrupted");
  }
}
