package dev.logferry.forwarder.decode;

import dev.logferry.forwarder.decode.Next.EndOfEvents;
import dev.logferry.forwarder.json.JsonStream;
import dev.logferry.forwarder.json.Utf8;
import dev.logferry.forwarder.json.Utf8Buffer;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The events of one payload, read one at a time. The end is only reported when the whole payload
 * was read and its checksum held, so a damaged payload never looks like a short one. What is wrong
 * with one event alone is repaired and noted; where the JSON itself breaks off, nothing more can be
 * read.
 */
public final class LogEvents {

  /** More than twice the length of CloudWatch's ids, which have 56 digits. */
  private static final int LONGEST_ID = 128;

  /** In digits; epoch milliseconds have 13. */
  private static final int LONGEST_TIMESTAMP = 18;

  private final SubscriptionDecoder decoder;
  private final PayloadBuffers payload;
  private final long maxDecompressedBytes;
  private final EventFields fields = new EventFields();
  private AwsSource source = AwsSource.UNKNOWN;
  private long lastTimestamp;
  private int position;
  private @Nullable Next last;

  /**
   * @param payload stands at the first event; given back to the decoder after the last
   */
  LogEvents(SubscriptionDecoder decoder, PayloadBuffers payload, long maxDecompressedBytes) {
    this.decoder = decoder;
    this.payload = payload;
    this.maxDecompressedBytes = maxDecompressedBytes;
  }

  /** The next event; after the end or a failure, the same answer for ever. */
  public Next next() {
    if (last != null) {
      return last;
    }
    Next next = read();
    if (!(next instanceof LogEvent)) {
      last = next;
      decoder.giveBack(payload);
    }
    return next;
  }

  private Next read() {
    try {
      return payload.json.nextElement(position == 0) ? event() : end();
    } catch (IOException e) {
      return DecodeFailure.of(e, maxDecompressedBytes);
    }
  }

  private Next event() throws IOException {
    fields.clear();
    payload.id.clear();
    payload.message.clear();
    if (payload.json.peek() == '{') {
      payload.json.expect('{');
      for (boolean first = true; payload.json.nextMember(first); first = false) {
        member();
      }
    } else {
      payload.json.copyValue(payload.message);
    }
    Utf8 id = payload.id.from(0);
    if (id.length() > LONGEST_ID) {
      return new Malformed(
          "logEvents[%d] has an id of %d characters; expected at most %d"
              .formatted(position, id.length(), LONGEST_ID));
    }
    lastTimestamp = fields.hasTimestamp ? fields.timestamp : timestampOf(id);
    return new LogEvent(
        id, lastTimestamp, payload.message.from(0), position++, fields.source(), fields.repairs());
  }

  private void member() throws IOException {
    JsonStream json = payload.json;
    byte first = json.peek();
    if (json.isNamed("message")) {
      message(first);
    } else if (first == '"' && json.isNamed("id")) {
      payload.id.clear();
      fields.replaced |= json.string(payload.id);
    } else if (json.isNamed("timestamp") && isNumberStart(first)) {
      Utf8Buffer number = payload.text;
      number.clear();
      json.scalar(number);
      fields.timestamp(number);
    } else if (first == '{' && json.isNamed("extractedFields")) {
      extractedFields();
    } else {
      json.skipValue(); // AWS adds members
    }
  }

  private void message(byte first) throws IOException {
    payload.message.clear();
    fields.hasMessage = first == '"';
    if (first == '"') {
      fields.replaced |= payload.json.string(payload.message);
    } else {
      payload.json.copyValue(payload.message);
      if (first == 'n') { // null
        payload.message.clear();
      }
    }
  }

  private void extractedFields() throws IOException {
    JsonStream json = payload.json;
    json.expect('{');
    for (boolean first = true; json.nextMember(first); first = false) {
      boolean account = json.isNamed("@aws.account");
      if (json.peek() == '"' && (account || json.isNamed("@aws.region"))) {
        payload.text.clear();
        json.string(payload.text);
        String value = payload.text.from(0).toString();
        fields.accountId = account ? value : fields.accountId;
        fields.region = account ? fields.region : value;
      } else {
        json.skipValue();
      }
    }
  }

  /** The time of an event that has none itself: a guess, but never the present. */
  private long timestampOf(Utf8 id) {
    long millis = EventIds.eventMillis(id);
    return millis < 0 ? lastTimestamp : millis;
  }

  private Next end() throws IOException {
    JsonStream json = payload.json;
    while (json.nextMember(false)) {
      if (json.isNamed(Envelope.LOG_EVENTS)) {
        return new Malformed(Envelope.EVENTS_TWICE);
      }
      json.skipValue();
    }
    // Reading on to the end of the stream is what makes gzip compare its checksum.
    return json.atEnd() ? new EndOfEvents() : new Malformed("the payload goes on after its end");
  }

  private static boolean isNumberStart(byte first) {
    return first == '-' || (first >= '0' && first <= '9');
  }

  /** The members of one event beside its texts. */
  private final class EventFields {
    boolean hasMessage;
    boolean hasTimestamp;
    long timestamp;
    int replaced;
    String accountId = "";
    String region = "";

    void clear() {
      hasMessage = false;
      hasTimestamp = false;
      replaced = 0;
      accountId = "";
      region = "";
    }

    /** A fraction, and what is beyond 64 bits, is no time. */
    void timestamp(Utf8Buffer number) {
      boolean negative = number.bytes()[0] == '-';
      int first = negative ? 1 : 0;
      hasTimestamp = number.length() - first <= LONGEST_TIMESTAMP;
      timestamp = 0;
      for (int at = first; hasTimestamp && at < number.length(); at++) {
        int digit = number.bytes()[at] - '0';
        hasTimestamp = digit >= 0 && digit <= 9;
        timestamp = timestamp * 10 + (negative ? -digit : digit);
      }
    }

    /** Events of one account and region follow each other, and share one object. */
    AwsSource source() {
      if (!source.accountId().equals(accountId) || !source.region().equals(region)) {
        source = new AwsSource(accountId, region);
      }
      return source;
    }

    Set<EventRepair> repairs() {
      if (hasMessage && hasTimestamp && replaced == 0) {
        return Set.of();
      }
      Set<EventRepair> repairs = EnumSet.noneOf(EventRepair.class);
      if (!hasMessage) {
        repairs.add(EventRepair.MESSAGE);
      }
      if (!hasTimestamp) {
        repairs.add(EventRepair.TIMESTAMP);
      }
      if ((replaced & JsonStream.REPLACED_SURROGATE) != 0) {
        repairs.add(EventRepair.SURROGATE);
      }
      if ((replaced & JsonStream.REPLACED_BYTES) != 0) {
        repairs.add(EventRepair.ENCODING);
      }
      return repairs;
    }
  }
}
