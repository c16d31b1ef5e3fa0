package dev.logferry.forwarder.deadletter;

import dev.logferry.forwarder.bulk.Cause;
import dev.logferry.forwarder.bulk.Rejection;
import dev.logferry.forwarder.document.LogDocument;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the lines of a dead letter object. docs/DEAD-LETTERS.md describes the form. */
final class DeadLetterWriter {

  private static final JsonFactory JSON = new JsonFactory();

  private DeadLetterWriter() {}

  static void header(DeadLetterHeader header, OutputStream out) throws IOException {
    out.write(
        object(
            json -> {
              json.writeStringProperty("form", DeadLetterHeader.FORM);
              json.writeNumberProperty("version", DeadLetterHeader.VERSION);
              json.writeStringProperty("kind", header.kind().name().toLowerCase(Locale.ROOT));
              json.writeStringProperty("written_at", header.writtenAt().toString());
              json.writeStringProperty("request_id", header.requestId());
              json.writeStringProperty("forwarder_version", header.forwarderVersion());
              json.writeStringProperty("rules", header.rules());
            }));
    out.write('\n');
  }

  static void rejected(
      LogDocument document, Rejection rejection, DocumentContent content, OutputStream out)
      throws IOException {
    byte[] about =
        object(
            json -> {
              json.writeStringProperty("data_stream", document.dataStream().name());
              json.writeStringProperty("id", document.id());
              json.writeStringProperty(
                  "event_time", Instant.ofEpochMilli(document.epochMillis()).toString());
              json.writeNumberProperty("attempts", rejection.attempts());
              write(json, rejection.cause());
              write(json, content.origin());
            });
    out.write(about, 0, about.length - 1);
    if (content.fitsOneLine()) {
      out.write(",\"document\":".getBytes(StandardCharsets.UTF_8));
      out.write(document.json());
    } else {
      out.write(",\"document_base64\":".getBytes(StandardCharsets.UTF_8));
      writeBase64(document.json(), out);
    }
    out.write("}\n".getBytes(StandardCharsets.UTF_8));
  }

  static void malformed(byte[] payload, String why, OutputStream out) throws IOException {
    byte[] about = object(json -> json.writeStringProperty("why", why));
    out.write(about, 0, about.length - 1);
    out.write(",\"payload\":".getBytes(StandardCharsets.UTF_8));
    writeBase64(payload, out);
    out.write("}\n".getBytes(StandardCharsets.UTF_8));
  }

  private static void write(JsonGenerator json, Cause cause) {
    json.writeName("cause");
    json.writeStartObject();
    json.writeNumberProperty("status", cause.status());
    json.writeStringProperty("type", cause.type());
    json.writeStringProperty("field", cause.field());
    json.writeStringProperty("reason", cause.reason());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, DeadLetterOrigin origin) {
    json.writeName("origin");
    json.writeStartObject();
    json.writeStringProperty("account", origin.account());
    json.writeStringProperty("region", origin.region());
    json.writeStringProperty("log_group", origin.logGroup());
    json.writeStringProperty("log_stream", origin.logStream());
    json.writeStringProperty("event_id", origin.eventId());
    json.writeStringProperty("service", origin.service());
    json.writeEndObject();
  }

  /**
   * By way of text: a cut reason can end in half a character, which a generator of bytes refuses.
   */
  private static byte[] object(Consumer<JsonGenerator> members) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      members.accept(json);
      json.writeEndObject();
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** In pieces of whole groups: the text of a payload need not be in memory beside its bytes. */
  private static void writeBase64(byte[] bytes, OutputStream out) throws IOException {
    int pieceBytes = 3 * 16 * 1024;
    Base64.Encoder base64 = Base64.getEncoder();
    out.write('"');
    for (int begin = 0; begin < bytes.length; begin += pieceBytes) {
      int end = Math.min(begin + pieceBytes, bytes.length);
      out.write(base64.encode(Arrays.copyOfRange(bytes, begin, end)));
    }
    out.write('"');
  }
}
