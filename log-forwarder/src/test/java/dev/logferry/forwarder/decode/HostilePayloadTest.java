package dev.logferry.forwarder.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.testing.Payloads;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payloads that nobody's logs make, and that must cost no more than an answer. */
class HostilePayloadTest {

  @Test
  void thousands_of_empty_gzip_members_are_refused_and_overflow_no_stack() {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    for (int member = 0; member < 50_000; member++) {
      gzip.writeBytes(Payloads.gzip(""));
    }
    gzip.writeBytes(Payloads.gzip(Payloads.envelope("a line")));

    assertThat(Reading.ofGzip(gzip.toByteArray()).why())
        .isEqualTo("the gzip data is corrupt: too many empty members follow each other");
  }

  @Test
  void a_few_empty_gzip_members_are_read_over() {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    gzip.writeBytes(Payloads.gzip(""));
    gzip.writeBytes(Payloads.gzip(Payloads.envelope("a line")));
    gzip.writeBytes(Payloads.gzip(""));

    Reading reading = Reading.ofGzip(gzip.toByteArray());

    assertThat(reading.messages()).containsExactly("a line");
    assertThat(reading.complete()).isTrue();
  }

  @Test
  void a_log_group_longer_than_aws_allows_is_refused() {
    String envelope = Payloads.envelope("g".repeat(513), "s", List.of("a line"));

    assertThat(Reading.ofEnvelope(envelope).why())
        .isEqualTo("the payload's logGroup has 513 characters; AWS allows 512");
  }

  @Test
  void names_as_long_as_aws_allows_are_taken() {
    String envelope = Payloads.envelope("g".repeat(512), "s".repeat(512), List.of("a line"));

    assertThat(Reading.ofEnvelope(envelope).messages()).containsExactly("a line");
  }

  @ParameterizedTest
  @ValueSource(ints = {129, 100_000})
  void an_event_id_far_longer_than_any_of_cloudwatch_is_refused(int length) {
    String envelope = Payloads.envelope("a line").replace(Payloads.eventId(0), "7".repeat(length));

    assertThat(Reading.ofEnvelope(envelope).why())
        .isEqualTo("logEvents[0] has an id of %d characters; expected at most 128", length);
  }

  @Test
  void an_event_id_twice_as_long_as_those_of_cloudwatch_is_taken() {
    String envelope = Payloads.envelope("a line").replace(Payloads.eventId(0), "7".repeat(128));

    assertThat(Reading.ofEnvelope(envelope).complete()).isTrue();
  }
}
