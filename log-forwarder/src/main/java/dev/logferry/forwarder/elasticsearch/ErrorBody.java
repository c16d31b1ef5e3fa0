package dev.logferry.forwarder.elasticsearch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads Elasticsearch's name for an error out of the body of a rejection: {@code error.type}. */
final class ErrorBody {

  static final int MAX_BYTES = 64 * 1024;

  private ErrorBody() {}

  /** The error's type; empty if the body is not Elasticsearch's, or breaks off. */
  static String type(InputStream body) {
    try {
      byte[] bytes = body.readNBytes(MAX_BYTES - 1);
      return type(new JsonFactory(), bytes);
    } catch (IOException | JacksonException _) {
      return "";
    }
  }

  private static String type(JsonFactory json, byte[] bytes) {
    try (JsonParser parser =
        json.createParser(ObjectReadContext.empty(), new ByteArrayInputStream(bytes))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return "";
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean isError = parser.currentName().equals("error");
        if (parser.nextToken() == JsonToken.START_OBJECT && isError) {
          return typeMember(parser);
        }
        parser.skipChildren();
      }
      return "";
    }
  }

  private static String typeMember(JsonParser parser) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean isType = parser.currentName().equals("type");
      if (parser.nextToken() == JsonToken.VALUE_STRING && isType) {
        String type = parser.getString();
        return type.matches("[a-z_]{1,100}") ? type : "";
      }
      parser.skipChildren();
    }
    return "";
  }
}
