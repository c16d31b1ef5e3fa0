package dev.logferry.forwarder.elasticsearch;

import dev.logferry.forwarder.bulk.Cause;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads the cause that Elasticsearch states in the body of a rejection. */
final class ErrorBody {

  static final int MAX_BYTES = 64 * 1024;

  private ErrorBody() {}

  /** The cause; without type and reason if the body is not Elasticsearch's, or breaks off. */
  static Cause cause(int status, InputStream body) {
    try {
      byte[] bytes = body.readNBytes(MAX_BYTES - 1);
      return cause(status, new JsonFactory(), bytes);
    } catch (IOException | JacksonException _) {
      return Cause.ofStatus(status);
    }
  }

  private static Cause cause(int status, JsonFactory json, byte[] bytes) {
    try (JsonParser parser =
        json.createParser(ObjectReadContext.empty(), new ByteArrayInputStream(bytes))) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          boolean isError = parser.currentName().equals("error");
          JsonToken value = parser.nextToken();
          if (value == JsonToken.START_OBJECT && isError) {
            return error(status, parser);
          }
          if (value == JsonToken.VALUE_STRING && isError) {
            // For requests that it cannot route, and of OpenSearch for a media type.
            return Cause.of(status, "", parser.getString());
          }
          parser.skipChildren();
        }
      }
      return Cause.ofStatus(status);
    }
  }

  private static Cause error(int status, JsonParser parser) {
    String type = "";
    String reason = "";
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_STRING) {
        type = name.equals("type") ? parser.getString() : type;
        reason = name.equals("reason") ? parser.getString() : reason;
      } else {
        parser.skipChildren();
      }
    }
    return Cause.of(status, type, reason);
  }
}
