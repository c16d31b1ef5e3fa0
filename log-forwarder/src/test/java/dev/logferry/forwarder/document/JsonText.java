package dev.logferry.forwarder.document;

import dev.logferry.forwarder.document.Json.JsonArray;
import dev.logferry.forwarder.document.Json.JsonBoolean;
import dev.logferry.forwarder.document.Json.JsonNull;
import dev.logferry.forwarder.document.Json.JsonNumber;
import dev.logferry.forwarder.document.Json.JsonObject;
import dev.logferry.forwarder.document.Json.JsonString;
import dev.logferry.forwarder.document.Json.Member;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes {@link Json} as JSON on one line. */
final class JsonText {

  private static final JsonFactory JSON = new JsonFactory();

  private JsonText() {}

  static String text(Json json) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      write(generator, json);
    }
    return text.toString();
  }

  private static void write(JsonGenerator generator, Json json) {
    switch (json) {
      case JsonObject object -> {
        generator.writeStartObject();
        for (Member member : object.members()) {
          generator.writeName(member.name());
          write(generator, member.value());
        }
        generator.writeEndObject();
      }
      case JsonArray array -> {
        generator.writeStartArray();
        array.elements().forEach(element -> write(generator, element));
        generator.writeEndArray();
      }
      case JsonString string -> generator.writeString(string.value());
      case JsonNumber number -> generator.writeNumber(number.literal());
      case JsonBoolean bool -> generator.writeBoolean(bool.value());
      case JsonNull _ -> generator.writeNull();
    }
  }
}
