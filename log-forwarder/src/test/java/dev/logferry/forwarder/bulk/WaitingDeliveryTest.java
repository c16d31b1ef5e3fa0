package dev.logferry.forwarder.bulk;

import static dev.logferry.forwarder.testing.Script.refuse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.testing.Delivered;
import dev.logferry.forwarder.testing.Documents;
import dev.logferry.forwarder.testing.FakeElasticsearch;
import dev.logferry.forwarder.testing.Script;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long delivery waits between attempts. */
class WaitingDeliveryTest {

  private final TestDelivery delivery = new TestDelivery();
  private final FakeElasticsearch elasticsearch = delivery.elasticsearch;

  @AfterEach
  void stop() {
    delivery.close();
  }

  @Test
  void the_server_may_ask_for_a_longer_wait() {
    elasticsearch.answers(refuse(429, "busy").withHeader("Retry-After", "17"));

    delivery.deliver(Documents.of(1));

    assertThat(delivery.time.pauses()).containsExactly(Duration.ofSeconds(17));
  }

  @Test
  void a_server_that_asks_for_no_wait_gets_the_ordinary_one() {
    elasticsearch.answers(refuse(429, "busy").withHeader("Retry-After", "0"));

    delivery.deliver(Documents.of(1));

    assertThat(delivery.time.pauses())
        .singleElement()
        .satisfies(wait -> assertThat(wait).isPositive());
  }

  @Test
  void a_proxys_wish_for_a_longer_wait_is_honoured_too() {
    elasticsearch.answers(
        Script.raw(429, "application/json", "{}").withHeader("Retry-After", "17"));

    delivery.deliver(Documents.of(1));

    assertThat(delivery.time.pauses()).containsExactly(Duration.ofSeconds(17));
  }

  @Test
  void a_wait_that_would_outlast_the_invocation_is_not_begun() {
    elasticsearch.answers(refuse(429, "busy").withHeader("Retry-After", "61"));

    Delivered delivered = delivery.deliver(Documents.of(2));

    assertThat(delivered.returned()).isEqualTo(2);
    assertThat(delivery.time.pauses()).isEmpty();
  }

  @Test
  void waits_are_jittered_under_a_ceiling_that_doubles() {
    Script[] busy = new Script[8];
    Arrays.fill(busy, refuse(429, "busy"));
    elasticsearch.answers(busy);

    delivery.deliver(Documents.of(1));

    assertThat(delivery.time.pauses()).hasSize(8).doesNotHaveDuplicates();
    for (int i = 0; i < 8; i++) {
      assertThat(delivery.time.pauses().get(i).toMillis()).isLessThan(Math.min(10_000L, 200L << i));
    }
  }

  @Test
  void without_time_nothing_is_sent_and_everything_returned() {
    try (TestDelivery late = new TestDelivery(Duration.ZERO)) {
      Delivered delivered = late.deliver(Documents.of(4));

      assertThat(delivered.returned()).isEqualTo(4);
      assertThat(late.elasticsearch.requests()).isEmpty();
    }
  }
}
