package dev.logferry.forwarder.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpConnectionTest {

  private static final long LONGEST = 50_000;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "timeout=5 | 4000",
        "timeout=5, max=100 | 4000",
        "max=100, timeout=19 | 18000",
        "timeout=0 | -1000",
        "timeout=x | -1000",
        "timeout=51 | 50000",
        "timeout=52 | 50000",
        "timeout=99999999999999999999 | 50000",
        "max=100 | 50000",
      })
  void a_connection_rests_a_second_less_than_its_server_waits(String keepAlive, long millis) {
    var response = new BasicClassicHttpResponse(200);
    response.setHeader("Keep-Alive", keepAlive);

    assertThat(HttpConnection.maxRestMillis(response)).isEqualTo(millis);
  }

  @Test
  void a_server_that_does_not_tell_waits_long_enough() {
    assertThat(HttpConnection.maxRestMillis(new BasicClassicHttpResponse(200))).isEqualTo(LONGEST);
  }
}
