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
  byte[] compressedPayload(InputStream event) throws MalformedEvent {
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), unclosed(event))) {
      Optional<byte[]> data = Optional.empty();
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedEvent("the event is not a JSON object" + REMEDY);
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
        throw new MalformedEvent("the event goes on after its end" + REMEDY);
      }
      return data.orElseThrow(() -> new MalformedEvent("the event has no awslogs.data" + REMEDY));
    } catch (JacksonException e) {
      throw new MalformedEvent("the event is not valid JSON" + DecodeFailure.at(e) + REMEDY);
    }
  }

  private static Optional<byte[]> dataMember(JsonParser parser, Optional<byte[]> before)
      throws MalformedEvent {
    Optional<byte[]> data = before;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean isData = parser.currentName().equals("data");
      JsonToken value = parser.nextToken();
      if (isData && value == JsonToken.VALUE_STRING) {
        if (data.isPresent()) {
          throw new MalformedEvent("the event has awslogs.data twice" + REMEDY);
        }
        data = Optional.of(base64(parser));
      } else {
        parser.skipChildren();
      }
    }
    return data;
  }

  private static byte[] base64(JsonParser parser) throws MalformedEvent {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
    try {
      parser.readBinaryValue(bytes);
    } catch (JacksonException e) {
      throw new MalformedEvent("awslogs.data is not valid base64" + DecodeFailure.at(e));
    }
    if (bytes.size() == 0) {
      throw new MalformedEvent("awslogs.data is empty");
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
}
