package dev.logferry.forwarder.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.decode.Decoded.ControlMessage;
import dev.logferry.forwarder.decode.NextRecord.BrokenEvent;
import dev.logferry.forwarder.decode.NextRecord.EndOfRecords;
import dev.logferry.forwarder.decode.NextRecord.KinesisRecord;
import dev.logferry.forwarder.testing.KinesisEvents;
import dev.logferry.forwarder.testing.Payloads;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KinesisEventTest {

  private static final byte[] GZIP = Payloads.gzip(Payloads.envelope("a", "b"));

  @Test
  void yields_each_record_with_its_sequence_number_and_its_bytes() {
    KinesisEvents records =
        new KinesisEvents().with(GZIP).with(Payloads.gzip(Payloads.controlMessage())).with(GZIP);

    List<KinesisRecord> read = read(records.json());

    assertThat(read)
        .extracting(KinesisRecord::sequenceNumber)
        .containsExactly(
            records.sequenceNumber(0), records.sequenceNumber(1), records.sequenceNumber(2));
    assertThat(read.get(0).data()).isEqualTo(GZIP);
    assertThat(Reading.of(read.get(0).decoded()).messages()).containsExactly("a", "b");
    assertThat(read.get(1).decoded()).isEqualTo(new ControlMessage());
    assertThat(Reading.of(read.get(2).decoded()).complete()).isTrue();
  }

  @Test
  void an_event_without_any_record_ends_at_once() {
    assertThat(open("{\"Records\":[]}").next()).isEqualTo(new EndOfRecords());
  }

  @Test
  void members_may_stand_in_any_order_and_unknown_ones_anywhere() {
    String data = new String(new KinesisEvents().with(GZIP).json(), StandardCharsets.UTF_8);
    String base64 = data.replaceAll(".*\"data\":\"([^\"]*)\".*", "$1");
    String event =
        """
        {"window":{"start":"x"},"Records":[{"x":[{"kinesis":{"data":"!"}}],"kinesis":{"data":"%s",\
        "y":{"data":1},"sequenceNumber":"7"}}],"shardId":"s"}"""
            .formatted(base64);

    List<KinesisRecord> read = read(event.getBytes(StandardCharsets.UTF_8));

    assertThat(read).hasSize(1);
    assertThat(read.getFirst().sequenceNumber()).isEqualTo("7");
    assertThat(Reading.of(read.getFirst().decoded()).complete()).isTrue();
  }

  @Test
  void a_record_that_cannot_be_read_is_given_with_its_bytes_and_those_after_it_are_read() {
    byte[] aggregated = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2, 10, 1};
    byte[] text = "{\"user\":\"record\"}".getBytes(StandardCharsets.UTF_8);
    KinesisEvents records =
        new KinesisEvents()
            .with(text)
            .with(aggregated)
            .with(new byte[0])
            .withText("no=base64")
            .with("5", "")
            .with("6", "\"data\":12,")
            .with(GZIP);

    List<KinesisRecord> read = read(records.json());

    assertThat(read).hasSize(7);
    assertThat(read.stream().limit(6).map(record -> Reading.of(record.decoded()).why()))
        .satisfiesExactly(
            why ->
                assertThat(why)
                    .containsIgnoringCase("not in gzip format")
                    .doesNotContainIgnoringCase("user"),
            why -> assertThat(why).contains("Kinesis Producer Library"),
            why -> assertThat(why).isEqualTo("it has no data"),
            why -> assertThat(why).isEqualTo("its data is not valid base64"),
            why -> assertThat(why).isEqualTo("it has no data"),
            why -> assertThat(why).isEqualTo("it has no data"));
    assertThat(read.get(0).data()).isEqualTo(text);
    assertThat(read.get(1).data()).isEqualTo(aggregated);
    assertThat(read.get(3).data()).isEqualTo("no=base64".getBytes(StandardCharsets.UTF_8));
    assertThat(Reading.of(read.get(6).decoded()).messages()).containsExactly("a", "b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hello | not a JSON object",
        "[] | not a JSON object",
        "{} | no Records",
        "{\"awslogs\":{\"data\":\"aaaa\"}} | no Records",
        "{\"Records\":{}} | no Records",
        "{\"Records\":[1]} | Records[0] is not an object",
        "{\"Records\":[],\"Records\":[]} | Records twice",
        "{\"Records\":[]} {} | goes on after its end",
        "{\"Records\":[{\"kinesis\":{\"data\":\"aaaa\"}}]} | Records[0] has no kinesis.sequenceNumber",
        "{\"Records\":[{\"kinesis\":{\"sequenceNumber\":\"\"}}]} | Records[0] has no kinesis.sequenceNumber",
        "{\"Records\":[{\"kinesis\":{\"sequenceNumber\":\"1\",\"sequenceNumber\":\"2\"}}]} | twice in one place",
      })
  void an_event_that_is_not_lambdas_is_broken(String event, String why) {
    KinesisEvent kinesis = open(event);
    NextRecord first = kinesis.next();

    assertThat(first)
        .isInstanceOfSatisfying(
            BrokenEvent.class,
            broken ->
                assertThat(broken.why()).contains(why, "expected an event of a Kinesis stream"));
    assertThat(kinesis.next()).isSameAs(first);
  }

  @Test
  void an_event_cut_at_any_byte_is_broken() {
    byte[] event = new KinesisEvents().with(GZIP).withText("%%").json();
    for (int length = 0; length < event.length; length++) {
      KinesisEvent kinesis =
          new KinesisEvent(
              new ByteArrayInputStream(Arrays.copyOf(event, length)),
              new SubscriptionDecoder(1 << 20));
      NextRecord next = kinesis.next();
      while (next instanceof KinesisRecord) {
        next = kinesis.next();
      }
      assertThat(next).as("cut at " + length).isInstanceOf(BrokenEvent.class);
    }
  }

  private static List<KinesisRecord> read(byte[] event) {
    KinesisEvent kinesis =
        new KinesisEvent(new ByteArrayInputStream(event), new SubscriptionDecoder(1 << 20));
    List<KinesisRecord> records = new ArrayList<>();
    NextRecord next = kinesis.next();
    while (next instanceof KinesisRecord record) {
      records.add(record);
      next = kinesis.next();
    }
    assertThat(next).isEqualTo(new EndOfRecords());
    return records;
  }

  private static KinesisEvent open(String event) {
    return new KinesisEvent(
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
        new SubscriptionDecoder(1 << 20));
  }
}
