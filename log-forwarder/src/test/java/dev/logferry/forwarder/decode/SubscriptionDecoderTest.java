package dev.logferry.forwarder.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.decode.Decoded.ControlMessage;
import dev.logferry.forwarder.decode.Next.EndOfEvents;
import dev.logferry.forwarder.testing.Payloads;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SubscriptionDecoderTest {

  private static final String EVENTS =
      "\"logEvents\":[{\"id\":\"1\",\"timestamp\":5,\"message\":\"a\"},{\"message\":\"b\",\"timestamp\":6,\"id\":\"2\"}]";
  private static final String TYPE = "\"messageType\":\"DATA_MESSAGE\"";
  private static final String OWNER = "\"owner\":\"1\"";
  private static final String GROUP = "\"logGroup\":\"g\"";
  private static final String STREAM = "\"logStream\":\"s\"";

  @Test
  void reads_every_event_of_a_lambda_event_with_its_origin() {
    Reading reading =
        Reading.ofLambdaEvent(Payloads.lambdaEvent(Payloads.envelope("first", "second\nline 2")));

    assertThat(reading.decoded())
        .isInstanceOfSatisfying(
            LogBatch.class,
            batch ->
                assertThat(batch.origin())
                    .isEqualTo(
                        new Origin(Payloads.OWNER, Payloads.LOG_GROUP, Payloads.LOG_STREAM)));
    assertThat(reading.events())
        .containsExactly(
            new LogEvent(Payloads.eventId(0), Payloads.epochMillis(0), "first", 0),
            new LogEvent(Payloads.eventId(1), Payloads.epochMillis(1), "second\nline 2", 1));
    assertThat(reading.end()).isEqualTo(new EndOfEvents());
  }

  @Test
  void reads_members_in_any_order() {
    for (String envelope :
        new String[] {
          object(EVENTS, TYPE, OWNER, GROUP, STREAM),
          object(TYPE, EVENTS, STREAM, OWNER, GROUP),
          object(TYPE, OWNER, GROUP, STREAM, EVENTS),
          object(STREAM, GROUP, OWNER, EVENTS, TYPE)
        }) {
      Reading reading = Reading.ofEnvelope(envelope);
      assertThat(reading.messages()).as(envelope).containsExactly("a", "b");
      assertThat(reading.complete()).as(envelope).isTrue();
      assertThat(((LogBatch) reading.decoded()).origin()).isEqualTo(new Origin("1", "g", "s"));
    }
  }

  @Test
  void ignores_members_it_does_not_know_at_both_levels() {
    String unknown = "\"x\":{\"logEvents\":[{\"message\":1}],\"messageType\":[[{}]]},\"@aws\":null";
    String event =
        "{\"extractedFields\":{\"message\":\"no\",\"@aws.account\":\"1\"},\"message\":\"yes\",\"timestamp\":1,\"id\":\"i\",\"entity\":[1]}";
    Reading reading =
        Reading.ofEnvelope(
            object(
                unknown,
                TYPE,
                OWNER,
                GROUP,
                STREAM,
                "\"policyLevel\":\"ACCOUNT_LEVEL_POLICY\"",
                "\"logEvents\":[" + event + "]",
                unknown));

    assertThat(reading.messages()).containsExactly("yes");
    assertThat(reading.complete()).isTrue();
  }

  @Test
  void takes_ids_of_any_form_and_none() {
    String events =
        "\"logEvents\":[{\"id\":\"not a number\",\"timestamp\":1,\"message\":\"a\"},{\"timestamp\":2,\"message\":\"b\"},{\"id\":\"\",\"timestamp\":3,\"message\":\"c\"},{\"id\":null,\"timestamp\":-4,\"message\":\"\"}]";
    Reading reading = Reading.ofEnvelope(object(TYPE, OWNER, GROUP, STREAM, events));

    assertThat(reading.events())
        .containsExactly(
            new LogEvent("not a number", 1, "a", 0),
            new LogEvent("", 2, "b", 1),
            new LogEvent("", 3, "c", 2),
            new LogEvent("", -4, "", 3));
    assertThat(reading.complete()).isTrue();
  }

  @Test
  void reads_a_message_of_one_mebibyte_even_if_all_of_it_is_escaped() {
    String plain = "x".repeat(1 << 20);
    String escaped = "\u0001".repeat(1 << 20);
    String emoji = "😀".repeat(1 << 18);

    assertThat(Reading.ofEnvelope(Payloads.envelope(plain, escaped, emoji)).messages())
        .containsExactly(plain, escaped, emoji);
  }

  @Test
  void an_empty_list_of_events_is_complete() {
    Reading reading = Reading.ofEnvelope(object(TYPE, OWNER, GROUP, STREAM, "\"logEvents\":[]"));
    assertThat(reading.events()).isEmpty();
    assertThat(reading.complete()).isTrue();
  }

  @Test
  void recognises_the_control_message() {
    assertThat(Reading.ofLambdaEvent(Payloads.lambdaEvent(Payloads.controlMessage())).decoded())
        .isEqualTo(new ControlMessage());
  }

  @Test
  void recognises_a_control_message_whose_type_comes_last() {
    String envelope = object(EVENTS, "\"logGroup\":\"\"", "\"messageType\":\"CONTROL_MESSAGE\"");
    assertThat(Reading.ofEnvelope(envelope).decoded()).isEqualTo(new ControlMessage());
  }

  @Test
  void answers_the_same_for_ever_after_the_end_and_after_a_failure() {
    LogEvents whole = open(Payloads.gzip(Payloads.envelope("a")));
    assertThat(whole.next()).isInstanceOf(LogEvent.class);
    assertThat(whole.next()).isEqualTo(new EndOfEvents());
    assertThat(whole.next()).isEqualTo(new EndOfEvents());

    LogEvents broken = open(Payloads.gzip(object(TYPE, OWNER, GROUP, STREAM, "\"logEvents\":[x]")));
    Next failure = broken.next();
    assertThat(failure).isInstanceOf(Malformed.class);
    assertThat(broken.next()).isEqualTo(failure);
    assertThat(broken.next()).isEqualTo(failure);
  }

  @Test
  void reads_the_lambda_event_to_its_end_and_leaves_it_open() throws Exception {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream event =
        new ByteArrayInputStream(Payloads.lambdaEvent(Payloads.envelope("a"))) {
          @Override
          public void close() {
            closed.set(true);
          }
        };

    assertThat(new SubscriptionDecoder(1 << 20).decode(event)).isInstanceOf(LogBatch.class);
    assertThat(closed).isFalse();
    assertThat(event.read()).isNegative();
  }

  @Test
  void inflates_up_to_the_cap_and_not_a_byte_more() {
    String envelope = Payloads.envelope("a", "b".repeat(5_000), "c");
    byte[] gzip = Payloads.gzip(envelope);

    assertThat(Reading.of(new SubscriptionDecoder(envelope.length()).decodePayload(gzip)))
        .matches(Reading::complete);
    assertThat(Reading.of(new SubscriptionDecoder(envelope.length() - 1).decodePayload(gzip)).why())
        .contains("LOGFERRY_MAX_DECOMPRESSED_BYTES = " + (envelope.length() - 1) + " bytes");
  }

  @Test
  void refuses_a_bomb_wherever_it_hides() {
    String spaces = " ".repeat(5 << 20);
    String[] bombs = {
      spaces + Payloads.envelope("a"),
      Payloads.envelope("a") + spaces,
      object(TYPE, OWNER, GROUP, STREAM, "\"x\":\"" + spaces + "\"", EVENTS),
      Payloads.envelope("a", spaces, "b")
    };
    for (String bomb : bombs) {
      Reading reading =
          Reading.of(new SubscriptionDecoder(4 << 20).decodePayload(Payloads.gzip(bomb)));
      assertThat(reading.why()).contains("LOGFERRY_MAX_DECOMPRESSED_BYTES");
    }
  }

  private static LogEvents open(byte[] gzip) {
    return ((LogBatch) new SubscriptionDecoder(1 << 20).decodePayload(gzip)).events();
  }

  private static String object(String... members) {
    return "{" + String.join(",", members) + "}";
  }
}
