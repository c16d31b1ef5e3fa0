package dev.logferry.forwarder.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.testing.Payloads;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a payload, it is said; no damage looks like the end of the events. */
class DamagedPayloadTest {

  /** Stands in every message; no error may repeat it. */
  private static final String CANARY = "canary4711";

  private static final String ENVELOPE = Payloads.envelope(CANARY, "second " + CANARY, CANARY);

  @Test
  void gzip_cut_at_any_byte_is_never_complete() {
    byte[] gzip = Payloads.gzip(ENVELOPE);
    for (int length = 0; length < gzip.length; length++) {
      assertRefused(Reading.ofGzip(Arrays.copyOf(gzip, length)), "cut at " + length);
    }
  }

  @Test
  void gzip_cut_at_any_byte_is_never_complete_when_the_events_come_first() {
    byte[] gzip = Payloads.gzip(eventsFirst());
    for (int length = 0; length < gzip.length; length++) {
      assertRefused(Reading.ofGzip(Arrays.copyOf(gzip, length)), "cut at " + length);
    }
  }

  @Test
  void json_cut_at_any_character_is_never_complete() {
    for (String envelope : new String[] {ENVELOPE, eventsFirst()}) {
      for (int length = 0; length < envelope.length(); length++) {
        assertRefused(
            Reading.ofEnvelope(envelope.substring(0, length)), envelope.substring(0, length));
      }
    }
  }

  @Test
  void a_lambda_event_cut_at_any_byte_is_refused() {
    byte[] event = Payloads.lambdaEvent(ENVELOPE);
    for (int length = 0; length < event.length; length++) {
      assertRefused(Reading.ofLambdaEvent(Arrays.copyOf(event, length)), "cut at " + length);
    }
  }

  @Test
  void a_flipped_bit_never_yields_other_events_as_complete() {
    byte[] gzip = Payloads.gzip(ENVELOPE);
    for (int bit = 0; bit < gzip.length * 8; bit++) {
      byte[] damaged = gzip.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      Reading reading = Reading.ofGzip(damaged);
      boolean harmless = // in the parts of the header that carry no data
          reading.complete() && reading.events().equals(Reading.ofGzip(gzip).events());
      if (!harmless) {
        assertRefused(reading, "bit " + bit);
      }
    }
  }

  @Test
  void a_wrong_checksum_or_length_is_corrupt() {
    byte[] gzip = Payloads.gzip(ENVELOPE);
    for (int fromEnd = 1; fromEnd <= 8; fromEnd++) {
      byte[] damaged = gzip.clone();
      damaged[gzip.length - fromEnd] ^= 1;
      Reading reading = Reading.ofGzip(damaged);
      assertRefused(reading, "byte " + fromEnd + " from the end");
      assertThat(reading.why())
          .isEqualTo("the gzip data is corrupt: its checksum or length is wrong");
      assertThat(reading.events()).hasSize(3);
    }
  }

  @Test
  void bytes_after_the_gzip_data_are_refused_whatever_they_are() {
    byte[] gzip = Payloads.gzip(ENVELOPE);
    byte[] damagedMember = gzip.clone();
    damagedMember[2] = 9; // a compression method that does not exist
    byte[][] tails = {{0}, {1, 2}, new byte[100], gzip, damagedMember, Arrays.copyOf(gzip, 5)};
    for (byte[] tail : tails) {
      Reading reading = Reading.ofGzip(joined(gzip, tail));
      assertRefused(reading, tail.length + " bytes more");
    }
  }

  @Test
  void bytes_after_gzip_data_that_fills_the_buffer_are_refused() {
    StringBuilder noise = new StringBuilder();
    new java.util.Random(1).ints(60_000, 'a', 'z' + 1).forEach(c -> noise.append((char) c));
    byte[] gzip = Payloads.gzip(Payloads.envelope(noise.toString()));
    assertThat(gzip.length).isGreaterThan(32 * 1024);
    assertThat(Reading.ofGzip(gzip).complete()).isTrue();
    assertRefused(Reading.ofGzip(joined(gzip, gzip)), "two members");
    assertRefused(Reading.ofGzip(joined(gzip, new byte[40_000])), "zeros");
  }

  @ParameterizedTest
  @ValueSource(strings = {" junk", "}", "]", ",", "{}", "1", "\"canary4711\"", "\u0000"})
  void text_after_the_json_is_refused(String tail) {
    assertRefused(Reading.ofEnvelope(ENVELOPE + tail), tail);
    assertRefused(Reading.ofEnvelope(eventsFirst() + tail), tail);
  }

  @Test
  void blanks_after_the_json_are_no_damage() {
    assertThat(Reading.ofEnvelope(ENVELOPE + " \n").complete()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"messageType", "owner", "logGroup", "logStream", "logEvents"})
  void a_missing_or_misshapen_member_is_named(String name) {
    for (String replacement : new String[] {"\"other\"", "\"" + name + "\":5,\"other\""}) {
      Reading reading = Reading.ofEnvelope(ENVELOPE.replace("\"" + name + "\"", replacement));
      assertRefused(reading, replacement);
      assertThat(reading.why()).contains("no " + name);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "canary4711|not valid JSON",
        "{canary4711:1}|not valid JSON",
        "{\"timestamp\":5,\"message\":\"canary4711\\q\"}|not valid JSON"
      })
  void a_broken_event_is_named_by_its_position(String event, String words) {
    String sound = "{\"id\":\"0\",\"timestamp\":1,\"message\":\"a\"}";
    String envelope =
        ENVELOPE.substring(0, ENVELOPE.indexOf('[', ENVELOPE.indexOf("logEvents")))
            + "["
            + String.join(",", sound, event, sound)
            + "]}";
    Reading reading = Reading.ofEnvelope(envelope);
    assertRefused(reading, event);
    assertThat(reading.why()).contains(words);
    assertThat(reading.messages()).containsExactly("a");
  }

  @Test
  void log_events_twice_are_refused_in_every_order() {
    String rest =
        "\"messageType\":\"DATA_MESSAGE\",\"owner\":\"1\",\"logGroup\":\"g\",\"logStream\":\"s\"";
    String events = "\"logEvents\":[{\"id\":\"1\",\"timestamp\":1,\"message\":\"%s\"}]";
    String a = events.formatted("a");
    String b = events.formatted("b");
    String none = "\"logEvents\":null";
    String[][] orders = {
      {rest, a, b}, {a, rest, b}, {a, b, rest}, {none, a, rest}, {none, rest, a}, {rest, a, none}
    };
    for (String[] order : orders) {
      Reading reading = Reading.ofEnvelope("{" + String.join(",", order) + "}");
      assertRefused(reading, String.join(",", order));
      assertThat(reading.why()).isEqualTo("the payload has logEvents twice");
    }
  }

  @Test
  void an_unknown_message_type_is_named_unless_it_could_be_something_else() {
    assertThat(Reading.ofEnvelope(ENVELOPE.replace("DATA_MESSAGE", "NEW_MESSAGE")).why())
        .isEqualTo(
            "the payload's messageType is 'NEW_MESSAGE'; known are DATA_MESSAGE and CONTROL_MESSAGE");
    assertRefused(Reading.ofEnvelope(ENVELOPE.replace("DATA_MESSAGE", CANARY)), "type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "\"canary4711\"", "5", "null", "canary4711", "\uFEFF", "\u0000"})
  void what_is_not_an_envelope_is_refused(String text) {
    assertRefused(Reading.ofEnvelope(text), text);
    assertRefused(Reading.ofGzip(text.getBytes(StandardCharsets.UTF_8)), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|not a JSON object",
        "[]|not a JSON object",
        "{}|no awslogs.data",
        "{\"awslogs\":null}|no awslogs.data",
        "{\"awslogs\":{}}|no awslogs.data",
        "{\"awslogs\":{\"data\":null}}|no awslogs.data",
        "{\"awslogs\":{\"data\":{\"x\":1}}}|no awslogs.data",
        "{\"other\":{\"data\":\"H4sI\"}}|no awslogs.data",
        "{\"awslogs\":{\"data\":\"\"}}|awslogs.data is empty",
        "{\"awslogs\":{\"data\":\"canary4711!\"}}|awslogs.data is not valid base64",
        "{\"awslogs\":{\"data\":\"H4s\"}}|awslogs.data is not valid base64",
        "{\"awslogs\":{\"data\":\"Y2FuYXJ5NDcxMQ==\"}}|the gzip data is corrupt: it is not in gzip format",
        "{\"awslogs\":{\"data\":\"H4sI\"},\"awslogs\":{\"data\":\"H4sI\"}}|awslogs.data twice",
        "{\"awslogs\":{\"data\":\"H4sI\",\"data\":\"H4sI\"}}|awslogs.data twice",
        "{\"awslogs\":{\"data\":\"H4sI\"}}{}|goes on after its end",
        "{\"awslogs\":{\"data\":\"H4sI\"}}canary4711|goes on after its end",
        "canary4711|not a JSON object"
      })
  void an_event_without_a_payload_says_what_was_expected(String event, String words) {
    Reading reading = Reading.ofLambdaEvent(event);
    assertRefused(reading, event);
    assertThat(reading.why()).contains(words);
  }

  @Test
  void an_event_without_data_twice_but_one_empty_awslogs_is_read() {
    String data = Base64.getEncoder().encodeToString(Payloads.gzip(ENVELOPE));
    Reading reading =
        Reading.ofLambdaEvent("{\"awslogs\":{\"data\":\"" + data + "\"},\"awslogs\":{}}");
    assertThat(reading.events()).hasSize(3);
  }

  @Test
  void nesting_beyond_the_readers_limit_is_refused_without_an_exception() {
    String deep = "[".repeat(5_000) + "]".repeat(5_000);
    Reading reading = Reading.ofEnvelope(ENVELOPE.replaceFirst("\\{", "{\"x\":" + deep + ","));
    assertRefused(reading, "deep");
    assertThat(reading.why()).contains("nested too deeply");
  }

  private static void assertRefused(Reading reading, String what) {
    assertThat(reading.end()).as(what).isInstanceOf(Malformed.class);
    assertThat(reading.why()).as(what).isNotBlank().doesNotContain(CANARY).doesNotContain("second");
  }

  private static String eventsFirst() {
    int events = ENVELOPE.indexOf("\"logEvents\"");
    String members = ENVELOPE.substring(1, events - 1);
    return "{" + ENVELOPE.substring(events, ENVELOPE.length() - 1) + "," + members + "}";
  }

  private static byte[] joined(byte[] a, byte[] b) {
    byte[] joined = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, joined, a.length, b.length);
    return joined;
  }
}
