package dev.logferry.localstack.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadLimitTest {
  @ParameterizedTest
  @CsvSource({"REQUEST_RESPONSE,6291456,RequestResponse", "EVENT,1048576,Event"})
  void the_largest_event_is_accepted_and_one_byte_more_is_refused(
      PayloadLimit limit, int bytes, String invocationType) {
    assertThat(limit.accept(jsonOf(bytes)).sizeBytes()).isEqualTo(bytes);
    assertThatThrownBy(() -> limit.accept(jsonOf(bytes + 1)))
        .isInstanceOf(RequestTooLargeException.class)
        .hasMessage(
            "%d byte payload is too large for the %s invocation type (limit %d bytes)",
            bytes + 1, invocationType, bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"not json", "{\"a\":", "{} {}", " ", "{\"a\":1}}"})
  void an_event_that_is_not_one_json_value_is_refused(String event) {
    assertThatThrownBy(() -> PayloadLimit.EVENT.accept(event.getBytes(UTF_8)))
        .isInstanceOf(InvalidRequestContentException.class)
        .hasMessageStartingWith("Could not parse request body into json: ");
  }

  @Test
  void no_event_is_an_empty_object() {
    assertThat(PayloadLimit.EVENT.accept(new byte[0])).isEqualTo(Payload.of("{}"));
  }

  private static byte[] jsonOf(int bytes) {
    return ("\"" + "x".repeat(bytes - 2) + "\"").getBytes(UTF_8);
  }
}
