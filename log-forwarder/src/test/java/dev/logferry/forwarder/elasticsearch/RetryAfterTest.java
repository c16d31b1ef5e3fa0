package dev.logferry.forwarder.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  @ParameterizedTest
  @CsvSource({"0,0", "9,9", "' 17 ',17", "999999,999999"})
  void whole_seconds_are_read(String header, int seconds) {
    assertThat(RetryAfter.seconds(header)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"31536001", "99999999999999999999"})
  void what_no_delivery_can_wait_for_is_a_year(String header) {
    assertThat(RetryAfter.seconds(header)).contains(Duration.ofDays(365));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Fri, 31 Dec 1999 23:59:59 GMT", "-1", "+1", "1.5", "1/2", "1:2", "1s"})
  void anything_else_is_ignored(String header) {
    assertThat(RetryAfter.seconds(header)).isEmpty();
  }
}
