package dev.logferry.forwarder.decode;

import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The events of one payload, read one at a time. The end is only reported when the whole payload
 * was read and its checksum held, so a damaged payload never looks like a short one.
 */
public final class LogEvents {

  /** More than twice the length of CloudWatch's ids, which have 56 digits. */
  private static final int LONGEST_ID = 128;

  private final JsonParser parser;
  private final long maxDecompressedBytes;
  private int position;
  private @Nullable Next last;

  private LogEvents(JsonParser parser, long maxDecompressedBytes) {
    this.parser = parser;
    this.maxDecompressedBytes = maxDecompressedBytes;
  }

  static LogEvents open(Payload payload, Envelope.Data data) throws IOException {
    JsonParser parser =
        data.atEvents().isPresent() ? data.atEvents().get() : payload.openAtEvents();
    return new LogEvents(parser, payload.maxDecompressedBytes());
  }

  /** The next event; after the end or a failure, the same answer for ever. */
  public Next next() {
    if (last != null) {
      return last;
    }
    Next next = read();
    if (!(next instanceof LogEvent)) {
      last = next;
      parser.close(); // frees the inflater's native memory
    }
    return next;
  }

  private Next read() {
    try {
      return switch (parser.nextToken()) {
        case START_OBJECT -> event();
        case END_ARRAY -> end();
        case null -> truncatedJson();
        default -> new Malformed("logEvents[" + position + "] is not an object");
      };
    } catch (JacksonException e) {
      return DecodeFailure.of(e, maxDecompressedBytes);
    } catch (IOException e) {
      return DecodeFailure.of(e, maxDecompressedBytes);
    }
  }

  private Next event() {
    String id = "";
    OptionalLong timestamp = OptionalLong.empty();
    @Nullable String message = null;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_STRING && name.equals("id")) {
        id = parser.getString();
      } else if (value == JsonToken.VALUE_NUMBER_INT && name.equals("timestamp")) {
        timestamp = OptionalLong.of(parser.getLongValue());
      } else if (value == JsonToken.VALUE_STRING && name.equals("message")) {
        message = parser.getString();
      } else {
        parser.skipChildren(); // AWS adds members: extractedFields, system fields
      }
    }
    if (timestamp.isEmpty() || message == null) {
      return new Malformed(
          "logEvents[%d] has no %s".formatted(position, message == null ? "message" : "timestamp"));
    }
    if (id.length() > LONGEST_ID) {
      return new Malformed(
          "logEvents[%d] has an id of %d characters; expected at most %d"
              .formatted(position, id.length(), LONGEST_ID));
    }
    return new LogEvent(id, timestamp.getAsLong(), message, position++);
  }

  private Next end() throws IOException {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      if (parser.currentName().equals(Envelope.LOG_EVENTS)) {
        return new Malformed(Envelope.EVENTS_TWICE);
      }
      parser.nextToken();
      parser.skipChildren();
    }
    if (parser.currentToken() != JsonToken.END_OBJECT) {
      return truncatedJson();
    }
    // Reading on to the end of the stream is what makes gzip compare its checksum.
    if (parser.nextToken() != null) {
      return new Malformed("the payload goes on after its end");
    }
    return new EndOfEvents();
  }

  private static Malformed truncatedJson() {
    return new Malformed("the decompressed payload is truncated JSON");
  }
}
