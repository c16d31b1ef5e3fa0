package dev.logferry.forwarder.document;

import dev.logferry.forwarder.document.Json.JsonArray;
import dev.logferry.forwarder.document.Json.JsonBoolean;
import dev.logferry.forwarder.document.Json.JsonNull;
import dev.logferry.forwarder.document.Json.JsonNumber;
import dev.logferry.forwarder.document.Json.JsonObject;
import dev.logferry.forwarder.document.Json.JsonString;
import dev.logferry.forwarder.document.Json.Member;
import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes {@link Json} and {@link Fields} as JSON on one line. */
final class JsonText {

  private static final JsonFactory JSON = new JsonFactory();

  private JsonText() {}

  static byte[] bytes(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      write(generator, fields);
    }
    return bytes.toByteArray();
  }

  static String text(Json json) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      write(generator, json);
    }
    return text.toString();
  }

  private static void write(JsonGenerator generator, Fields fields) {
    generator.writeStartObject();
    fields.forEach(
        (name, node) -> {
          generator.writeName(name);
          switch (node) {
            case Fields.Branch branch -> write(generator, branch.fields());
            case Fields.Leaf leaf -> write(generator, leaf.value());
          }
        });
    generator.writeEndObject();
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
