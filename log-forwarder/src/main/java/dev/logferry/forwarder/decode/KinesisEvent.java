package dev.logferry.forwarder.decode;

import dev.logferry.forwarder.decode.NextRecord.BrokenEvent;
import dev.logferry.forwarder.decode.NextRecord.EndOfRecords;
import dev.logferry.forwarder.decode.NextRecord.KinesisRecord;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The event that Lambda makes of a Kinesis stream's records, read one record at a time. Each record
 * is expected to be what CloudWatch Logs writes: one envelope, gzipped.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html">Kinesis events</a>
 */
public final class KinesisEvent {

  private static final String SEQUENCE_NUMBER = "kinesis.sequenceNumber";
  private static final String DATA = "kinesis.data";

  /**
   * How records begin that the Kinesis Producer Library aggregated.
   *
   * @see <a
   *     href="https://github.com/awslabs/amazon-kinesis-producer/blob/master/aggregation-format.md">KPL
   *     aggregated record format</a>
   */
  private static final byte[] AGGREGATED = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};

  private final InputStream event;
  private final SubscriptionDecoder decoder;
  private @Nullable EventReader reader;
  private int position;
  private @Nullable NextRecord last;

  /**
   * @param event read to its end, not closed
   */
  public KinesisEvent(InputStream event, SubscriptionDecoder decoder) {
    this.event = event;
    this.decoder = decoder;
  }

  /** The next record; after the end or a failure, the same answer for ever. */
  public NextRecord next() {
    if (last != null) {
      return last;
    }
    NextRecord next = read();
    if (!(next instanceof KinesisRecord)) {
      last = next;
    }
    return next;
  }

  private NextRecord read() {
    try {
      if (reader == null) {
        reader = new EventReader(event, Set.of(SEQUENCE_NUMBER, DATA));
      }
      Optional<Map<String, String>> members = reader.nextRecord();
      if (members.isPresent()) {
        return record(members.get());
      }
      return reader.hasRecords()
          ? new EndOfRecords()
          : new BrokenEvent("the event has no Records; expected an event of a Kinesis stream");
    } catch (MalformedEvent e) {
      return new BrokenEvent(e.getMessage() + "; expected an event of a Kinesis stream");
    }
  }

  private KinesisRecord record(Map<String, String> members) throws MalformedEvent {
    String sequenceNumber = members.getOrDefault(SEQUENCE_NUMBER, "");
    if (sequenceNumber.isEmpty()) { // Lambda could not be told which one to send again
      throw new MalformedEvent("Records[" + position + "] has no " + SEQUENCE_NUMBER);
    }
    position++;
    return record(sequenceNumber, members.getOrDefault(DATA, ""));
  }

  private KinesisRecord record(String sequenceNumber, String base64) {
    try {
      byte[] data = Base64.getDecoder().decode(base64);
      return new KinesisRecord(sequenceNumber, data, decode(data));
    } catch (IllegalArgumentException _) {
      return new KinesisRecord(
          sequenceNumber,
          base64.getBytes(StandardCharsets.UTF_8),
          new Malformed("its data is not valid base64"));
    }
  }

  private Decoded decode(byte[] data) {
    if (data.length == 0) {
      return new Malformed("it has no data");
    }
    if (Arrays.equals(
        data, 0, Math.min(data.length, AGGREGATED.length), AGGREGATED, 0, AGGREGATED.length)) {
      return new Malformed(
          "it was aggregated by the Kinesis Producer Library; only what CloudWatch Logs writes is understood, so give other producers another stream");
    }
    return decoder.decodePayload(data);
  }
}
