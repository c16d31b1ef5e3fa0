package dev.logferry.forwarder.decode;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Takes the compressed payload out of the event that CloudWatch Logs sends to a function: {@code
 * {"awslogs":{"data":"<base64 of gzip of JSON>"}}}.
 */
final class LambdaEvent {

  private final JsonFactory json;

  LambdaEvent(JsonFactory json) {
    this.json = json;
  }

  /** The gzip bytes in {@code awslogs.data}. */
  byte[] compressedPayload(InputStream event) throws UnreadableEvent {
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), unclosed(event))) {
      Optional<byte[]> data = Optional.empty();
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new UnreadableEvent("the event is not a JSON object" + REMEDY);
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean awslogs = parser.currentName().equals("awslogs");
        if (parser.nextToken() == JsonToken.START_OBJECT && awslogs) {
          data = dataMember(parser, data);
        } else {
          parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw new UnreadableEvent("the event goes on after its end" + REMEDY);
      }
      return data.orElseThrow(() -> new UnreadableEvent("the event has no awslogs.data" + REMEDY));
    } catch (JacksonException e) {
      throw new UnreadableEvent("the event is not valid JSON" + DecodeFailure.at(e) + REMEDY);
    }
  }

  private static Optional<byte[]> dataMember(JsonParser parser, Optional<byte[]> before)
      throws UnreadableEvent {
    Optional<byte[]> data = before;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean isData = parser.currentName().equals("data");
      JsonToken value = parser.nextToken();
      if (isData && value == JsonToken.VALUE_STRING) {
        if (data.isPresent()) {
          throw new UnreadableEvent("the event has awslogs.data twice" + REMEDY);
        }
        data = Optional.of(base64(parser));
      } else {
        parser.skipChildren();
      }
    }
    return data;
  }

  private static byte[] base64(JsonParser parser) throws UnreadableEvent {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
    try {
      parser.readBinaryValue(bytes);
    } catch (JacksonException e) {
      throw new UnreadableEvent("awslogs.data is not valid base64" + DecodeFailure.at(e));
    }
    if (bytes.size() == 0) {
      throw new UnreadableEvent("awslogs.data is empty");
    }
    return bytes.toByteArray();
  }

  /** The stream is the caller's to close. */
  private static InputStream unclosed(InputStream event) {
    return new FilterInputStream(event) {
      @Override
      public void close() {}
    };
  }

  private static final String REMEDY =
      "; expected {\"awslogs\":{\"data\":\"<base64 of gzip>\"}} from a CloudWatch Logs subscription";

  /** The event does not carry a payload. */
  static final class UnreadableEvent extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableEvent(String message) {
      super(message);
    }
  }
}
