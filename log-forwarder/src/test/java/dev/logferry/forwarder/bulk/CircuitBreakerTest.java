package dev.logferry.forwarder.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.document.DataStream;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

  private static final DataStream SHOP = new DataStream("shop", "default");
  private static final DataStream OTHER = new DataStream("other", "default");

  private final CircuitBreaker breaker = new CircuitBreaker();

  @Test
  void three_failures_in_a_row_open_it_for_that_data_stream_alone() {
    breaker.answered();
    breaker.failed(SHOP);
    breaker.failed(SHOP);
    assertThat(breaker.isOpenFor(SHOP)).isFalse();

    breaker.failed(SHOP);

    assertThat(breaker.isOpenFor(SHOP)).isTrue();
    assertThat(breaker.isOpenFor(OTHER)).isFalse();
    assertThat(breaker.openDataStreams()).containsExactly(SHOP);
    assertThat(breaker.openForCluster()).isEmpty();
  }

  @Test
  void a_delivery_between_failures_starts_the_count_again() {
    breaker.failed(SHOP);
    breaker.failed(SHOP);
    breaker.delivered(SHOP);
    breaker.failed(SHOP);
    breaker.failed(SHOP);

    assertThat(breaker.isOpenFor(SHOP)).isFalse();
  }

  @Test
  void one_failure_without_an_answer_opens_it_for_the_cluster_before_the_first_answer() {
    breaker.clusterFailed("no connection");

    assertThat(breaker.openForCluster()).hasValue("no connection");
    assertThat(breaker.hasAnswered()).isFalse();
  }

  @Test
  void after_an_answer_three_failures_in_a_row_open_it_for_the_cluster() {
    breaker.answered();
    breaker.clusterFailed("1");
    breaker.clusterFailed("2");
    breaker.answered();
    breaker.clusterFailed("3");
    breaker.clusterFailed("4");
    assertThat(breaker.openForCluster()).isEmpty();

    breaker.clusterFailed("5");

    assertThat(breaker.openForCluster()).hasValue("5");
  }

  @Test
  void what_no_request_can_escape_opens_it_at_once_and_the_first_reason_stays() {
    breaker.answered();
    breaker.clusterRejected("401");
    breaker.clusterRejected("later");

    assertThat(breaker.openForCluster()).hasValue("401");
  }
}
