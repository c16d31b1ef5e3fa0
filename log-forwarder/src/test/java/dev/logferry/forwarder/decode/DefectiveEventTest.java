package dev.logferry.forwarder.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.testing.Payloads;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One event that is not as it should be costs itself and nothing else. */
class DefectiveEventTest {

  private static final String BEFORE = "{\"id\":\"0\",\"timestamp\":1,\"message\":\"before\"}";
  private static final String AFTER = "{\"id\":\"2\",\"timestamp\":3,\"message\":\"after\"}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":\"1\",\"timestamp\":5,\"message\":null}|``|5|MESSAGE",
        "{\"id\":\"1\",\"timestamp\":5}|``|5|MESSAGE",
        "{\"id\":\"1\",\"timestamp\":5,\"message\":{\"x\": [1,\"a\\nb\",{}]}}|{\"x\":[1,\"a\\nb\",{}]}|5|MESSAGE",
        "{\"id\":\"1\",\"timestamp\":5,\"message\":-1.5e3}|-1.5e3|5|MESSAGE",
        "{\"id\":\"1\",\"message\":\"m\"}|m|1|TIMESTAMP",
        "{\"id\":\"1\",\"message\":\"m\",\"timestamp\":\"5\"}|m|1|TIMESTAMP",
        "{\"id\":\"1\",\"message\":\"m\",\"timestamp\":1.5}|m|1|TIMESTAMP",
        "{\"id\":\"1\",\"message\":\"m\",\"timestamp\":99999999999999999999}|m|1|TIMESTAMP",
        "{\"id\":\"1\",\"message\":\"a\\udc00b\",\"timestamp\":5}|a\uFFFDb|5|SURROGATE"
      })
  void it_is_repaired_and_those_around_it_are_read(
      String event, String message, long timestamp, EventRepair repair) {
    Reading reading = Reading.ofEnvelope(withEvents(BEFORE, event, AFTER));

    assertThat(reading.complete()).isTrue();
    assertThat(reading.messages()).containsExactly("before", message, "after");
    assertThat(reading.events().get(0).repairs()).isEmpty();
    assertThat(reading.events().get(1).timestamp()).isEqualTo(timestamp);
    assertThat(reading.events().get(1).repairs()).isEqualTo(Set.of(repair));
    assertThat(reading.events().get(2).repairs()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"\"text\"|\"text\"", "[1, 2]|[1,2]", "null|null", "7|7"})
  void what_is_no_object_is_a_message_without_a_time(String event, String message) {
    Reading reading = Reading.ofEnvelope(withEvents(BEFORE, event, AFTER));

    assertThat(reading.messages()).containsExactly("before", message, "after");
    assertThat(reading.events().get(1).repairs())
        .isEqualTo(Set.of(EventRepair.MESSAGE, EventRepair.TIMESTAMP));
    assertThat(reading.events().get(1).id().isEmpty()).isTrue();
  }

  @Test
  void an_event_without_a_time_has_that_of_its_id_if_the_id_says_one() {
    String id = "39884206962262237034345270816056979902206612763524464640";

    Reading reading =
        Reading.ofEnvelope(withEvents(BEFORE, "{\"id\":\"" + id + "\",\"message\":\"m\"}", AFTER));

    assertThat(reading.events().get(1).timestamp()).isEqualTo(1_788_469_694_945L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a\u00e3\u0081b|a\uFFFD\uFFFDb", // a character of three bytes that was cut
        "\u00ff|\uFFFD",
        "\u00c0\u0080|\uFFFD\uFFFD", // two bytes for what takes one
        "\u00ed\u00a0\u0080|\uFFFD\uFFFD\uFFFD", // half of a surrogate pair
        "\u00f4\u0090\u0080\u0080|\uFFFD\uFFFD\uFFFD\uFFFD" // beyond Unicode
      })
  void bytes_that_are_not_utf8_are_replaced(String latin1, String message) {
    String event = "{\"id\":\"1\",\"timestamp\":5,\"message\":\"" + latin1 + "\"}";
    byte[] envelope = withEvents(BEFORE, event, AFTER).getBytes(ISO_8859_1);

    Reading reading = Reading.ofGzip(Payloads.gzip(envelope));

    assertThat(reading.complete()).isTrue();
    assertThat(reading.messages()).containsExactly("before", message, "after");
    assertThat(reading.events().get(1).repairs()).isEqualTo(Set.of(EventRepair.ENCODING));
  }

  @Test
  void an_event_of_a_centralised_log_group_says_where_it_came_from() {
    String envelope =
        withEvents(
            "{\"id\":\"1\",\"timestamp\":1,\"message\":\"a\",\"extractedFields\":{\"@aws.account\":\"111111111111\",\"@aws.region\":\"us-east-1\",\"x\":1}}",
            "{\"id\":\"2\",\"timestamp\":2,\"message\":\"b\",\"extractedFields\":{\"@aws.account\":\"222222222222\"}}",
            "{\"id\":\"3\",\"timestamp\":3,\"message\":\"c\",\"extractedFields\":{\"@aws.account\":5}}",
            "{\"id\":\"4\",\"timestamp\":4,\"message\":\"d\",\"extractedFields\":[]}");

    assertThat(Reading.ofEnvelope(envelope).events())
        .extracting(LogEvent::source)
        .containsExactly(
            new AwsSource("111111111111", "us-east-1"),
            new AwsSource("222222222222", ""),
            AwsSource.UNKNOWN,
            AwsSource.UNKNOWN);
  }

  private static String withEvents(String... events) {
    return "{\"messageType\":\"DATA_MESSAGE\",\"owner\":\"1\",\"logGroup\":\"g\",\"logStream\":\"s\",\"logEvents\":[%s]}"
        .formatted(String.join(",", events));
  }
}
