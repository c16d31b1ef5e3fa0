package dev.logferry.cli.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logferry.forwarder.decode.Decoded;
import dev.logferry.forwarder.decode.Decoded.ControlMessage;
import dev.logferry.forwarder.decode.KinesisEvent;
import dev.logferry.forwarder.decode.LogBatch;
import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.decode.Malformed;
import dev.logferry.forwarder.decode.Next;
import dev.logferry.forwarder.decode.NextRecord;
import dev.logferry.forwarder.decode.NextRecord.BrokenEvent;
import dev.logferry.forwarder.decode.NextRecord.EndOfRecords;
import dev.logferry.forwarder.decode.NextRecord.KinesisRecord;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import dev.logferry.forwarder.document.DocumentId;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads Lambda's records of failed invocations, and payloads. Not thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Records
 *     of asynchronous invocations</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html">Records
 *     of a Kinesis event source</a>
 */
final class FailureRecordReader {

  private static final JsonMapper JSON = new JsonMapper();

  private final SubscriptionDecoder decoder;
  private final DocumentId documentId = new DocumentId();

  FailureRecordReader(long maxDecompressedBytes) {
    this.decoder = new SubscriptionDecoder(maxDecompressedBytes);
  }

  /** Why an invocation failed: in few words, and in full. */
  private record Failure(String cause, String reason) {
    static Failure of(JsonNode record) {
      String condition = record.at("/requestContext/condition").asString("unknown condition");
      String error = record.at("/responsePayload/errorMessage").asString("");
      return error.isEmpty()
          ? new Failure(condition, condition)
          : new Failure(condition + ": " + error.lines().findFirst().orElse(""), error);
    }
  }

  /** The events in a record of a failed invocation, of a subscription or of a Kinesis stream. */
  void record(UndeliveredObject object, byte[] bytes, Consumer<UndeliveredEvent> events) {
    try {
      JsonNode record = JSON.readTree(bytes);
      JsonNode event = event(record);
      ByteArrayInputStream payload = new ByteArrayInputStream(event.toString().getBytes(UTF_8));
      Failure failure = Failure.of(record);
      if (event.at("/Records/0/eventSource").asString("").equals("aws:kinesis")) {
        kinesis(object, new KinesisEvent(payload, decoder), failure, events);
      } else {
        events(object, decoder.decode(payload), failure, events);
      }
    } catch (JacksonException _) {
      events.accept(unreadable(object, "the record is not JSON", ""));
    }
  }

  /** What the function was given: an event source mapping may hold it as a text. */
  private static JsonNode event(JsonNode record) {
    JsonNode request = record.path("requestPayload");
    if (!request.isMissingNode()) {
      return request;
    }
    JsonNode payload = record.path("payload");
    if (payload.isString()) {
      return JSON.readTree(payload.asString());
    }
    return payload.isObject() ? payload : record;
  }

  /** Reads a payload that could not be decoded: one event stands for all of it. */
  void payload(
      UndeliveredObject object, byte[] payload, String why, Consumer<UndeliveredEvent> events) {
    events.accept(unreadable(object, why, "(%d bytes)".formatted(payload.length)));
  }

  private void kinesis(
      UndeliveredObject object,
      KinesisEvent records,
      Failure failure,
      Consumer<UndeliveredEvent> events) {
    for (NextRecord next = records.next(); ; next = records.next()) {
      switch (next) {
        case KinesisRecord(_, _, ControlMessage _) -> {}
        case KinesisRecord record -> events(object, record.decoded(), failure, events);
        case BrokenEvent(String why) -> {
          events.accept(unreadable(object, why, ""));
          return;
        }
        case EndOfRecords() -> {
          return;
        }
      }
    }
  }

  private void events(
      UndeliveredObject object,
      Decoded decoded,
      Failure failure,
      Consumer<UndeliveredEvent> events) {
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
          new UndeliveredEvent(
              object,
              Instant.ofEpochMilli(event.timestamp()),
              batch.origin().logGroup(),
              failure.cause(),
              failure.reason(),
              documentId.of(batch.origin(), event),
              batch.origin().logStream(),
              event.message().toString()));
    }
  }

  private static UndeliveredEvent unreadable(UndeliveredObject object, String why, String content) {
    return new UndeliveredEvent(object, object.modified(), "-", why, why, "", "", content);
  }
}
