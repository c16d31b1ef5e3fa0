package dev.logferry.forwarder.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpConnectionTest {

  private static final long LONGEST = 50_000;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"timeout=5 | 4000", "timeout=5, max=100 | 4000", "max=100, timeout=19 | 18000"})
  void a_connection_rests_a_second_less_than_its_server_waits(String keepAlive, long millis) {
    assertThat(maxRestMillis(keepAlive)).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"timeout=51", "timeout=52", "timeout=99999999999999999999", "max=100", "none"})
  void it_rests_fifty_seconds_at_most(String keepAlive) {
    assertThat(maxRestMillis(keepAlive)).isEqualTo(LONGEST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"timeout=0", "timeout=x", "timeout="})
  void it_does_not_rest_when_the_server_does_not_wait(String keepAlive) {
    assertThat(maxRestMillis(keepAlive)).isNegative();
  }

  @Test
  void a_server_that_does_not_say_waits_long_enough() {
    assertThat(HttpConnection.maxRestMillis(new BasicClassicHttpResponse(200))).isEqualTo(LONGEST);
  }

  private static long maxRestMillis(String keepAlive) {
    var response = new BasicClassicHttpResponse(200);
    response.setHeader("Keep-Alive", keepAlive);
    return HttpConnection.maxRestMillis(response);
  }
}
