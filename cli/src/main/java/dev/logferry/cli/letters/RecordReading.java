package dev.logferry.cli.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logferry.forwarder.decode.Decoded;
import dev.logferry.forwarder.decode.LogBatch;
import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.decode.Malformed;
import dev.logferry.forwarder.decode.Next;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads Lambda's records of failed invocations, and payloads.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Records
 *     of asynchronous invocations</a>
 */
final class RecordReading {

  private static final JsonMapper JSON = new JsonMapper();

  private final SubscriptionDecoder decoder;

  RecordReading(long maxDecompressedBytes) {
    this.decoder = new SubscriptionDecoder(maxDecompressedBytes);
  }

  /** Takes a record of an asynchronous invocation apart. */
  void record(KeptObject object, byte[] bytes, Consumer<KeptEvent> events) {
    try {
      JsonNode record = JSON.readTree(bytes);
      String condition = record.at("/requestContext/condition").asString("unknown condition");
      String error = record.at("/responsePayload/errorMessage").asString("");
      JsonNode payload = record.path("requestPayload");
      byte[] event = payload.isMissingNode() ? bytes : payload.toString().getBytes(UTF_8);
      Decoded decoded = decoder.decode(new ByteArrayInputStream(event));
      String cause =
          condition + (error.isEmpty() ? "" : ": " + error.lines().findFirst().orElse(""));
      events(object, decoded, cause, error.isEmpty() ? cause : error, events);
    } catch (JacksonException _) {
      events.accept(unreadable(object, "the record is not JSON", ""));
    }
  }

  /** Takes a payload apart that was kept since it could not be decoded. */
  void payload(KeptObject object, byte[] payload, String why, Consumer<KeptEvent> events) {
    events.accept(unreadable(object, why, "(%d bytes)".formatted(payload.length)));
  }

  private static void events(
      KeptObject object, Decoded decoded, String cause, String reason, Consumer<KeptEvent> events) {
    if (!(decoded instanceof LogBatch batch)) {
      String why = decoded instanceof Malformed(String what) ? what : "no log events";
      events.accept(unreadable(object, why, ""));
      return;
    }
    for (Next next = batch.events().next(); ; next = batch.events().next()) {
      if (!(next instanceof LogEvent event)) {
        if (next instanceof Malformed(String what)) {
          events.accept(unreadable(object, what, ""));
        }
        return;
      }
      events.accept(
          new KeptEvent(
              object,
              Instant.ofEpochMilli(event.timestamp()),
              batch.origin().logGroup(),
              cause,
              reason,
              "",
              batch.origin().logStream(),
              event.message().toString()));
    }
  }

  private static KeptEvent unreadable(KeptObject object, String why, String content) {
    return new KeptEvent(object, object.modified(), "-", why, why, "", "", content);
  }
}
