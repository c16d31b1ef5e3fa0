package dev.logferry.forwarder.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Makes the events that a CloudWatch Logs subscription sends to a function, step by step: envelope
 * JSON, gzip, base64, Lambda event. Each step can be fed with something broken.
 */
public final class Payloads {

  /** The account, log group and log stream of {@link #envelope}. */
  public static final String OWNER = "111122223333";

  public static final String LOG_GROUP = "/ecs/shop-api";
  public static final String LOG_STREAM = "api/api/0f1e2d3c";

  private static final long FIRST_EPOCH_MILLIS = 1_763_803_800_123L;
  private static final JsonFactory JSON = new JsonFactory();

  private Payloads() {}

  /** The probe that CloudWatch Logs sends to see whether the destination can be reached. */
  public static String controlMessage() {
    return """
        {"messageType":"CONTROL_MESSAGE","owner":"CloudwatchLogs","logGroup":"","logStream":"",\
        "subscriptionFilters":[],"logEvents":[{"id":"","timestamp":1510109208016,\
        "message":"CWL CONTROL MESSAGE: Checking health of destination Firehose."}]}""";
  }

  /** A data message with these lines, one millisecond apart, with ids as CloudWatch makes them. */
  public static String envelope(String... messages) {
    return envelope(LOG_GROUP, LOG_STREAM, List.of(messages));
  }

  /** A data message with these lines from a log stream. */
  public static String envelope(String logGroup, String logStream, List<String> messages) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("messageType", "DATA_MESSAGE");
      json.writeStringProperty("owner", OWNER);
      json.writeStringProperty("logGroup", logGroup);
      json.writeStringProperty("logStream", logStream);
      json.writeArrayPropertyStart("subscriptionFilters");
      json.writeString("logferry");
      json.writeEndArray();
      json.writeArrayPropertyStart("logEvents");
      for (int position = 0; position < messages.size(); position++) {
        json.writeStartObject();
        json.writeStringProperty("id", eventId(position));
        json.writeNumberProperty("timestamp", epochMillis(position));
        json.writeStringProperty("message", messages.get(position));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }

  /** The id of the event at a position of {@link #envelope}: 56 decimal digits. */
  public static String eventId(int position) {
    return "3195310660696698337880902507980421114328961542429%07d".formatted(position);
  }

  /** The timestamp of the event at a position of {@link #envelope}. */
  public static long epochMillis(int position) {
    return FIRST_EPOCH_MILLIS + position;
  }

  /** The gzip of a text in UTF-8. */
  public static byte[] gzip(String text) {
    return gzip(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The gzip of some bytes. */
  public static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return gzip.toByteArray();
  }

  /** The Lambda event that carries compressed bytes. */
  public static byte[] lambdaEvent(byte[] gzip) {
    return ("{\"awslogs\":{\"data\":\"" + Base64.getEncoder().encodeToString(gzip) + "\"}}")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The Lambda event that carries an envelope. */
  public static byte[] lambdaEvent(String envelope) {
    return lambdaEvent(gzip(envelope));
  }
}
