package dev.logferry.forwarder.report;

import dev.logferry.forwarder.Ledger;
import dev.logferry.forwarder.Outcome;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes a summary as JSON: a sentence, and the facts as fields. */
public final class SummaryJson {

  private final JsonFactory json = new JsonFactory();

  /** One line, without a line end and without metrics: what an entry answers. */
  public String line(Summary summary) {
    StringWriter line = new StringWriter();
    try (JsonGenerator out = json.createGenerator(ObjectWriteContext.empty(), line)) {
      out.writeStartObject();
      writeSummary(out, summary);
      out.writeEndObject();
    }
    return line.toString();
  }

  /** Writes into the object that has been begun. */
  static void writeSummary(JsonGenerator out, Summary summary) {
    out.writeStringProperty("log.level", level(summary));
    out.writeStringProperty("message", sentence(summary));
    writeLedger(out, summary.ledger());
    if (summary.failed()) {
      out.writeStringProperty("problem", summary.problem());
    }
    write(out, summary.warnings());
    write(out, summary.causes());
    out.writeNumberProperty("control_messages", summary.controlMessages());
    out.writeNumberProperty("received_bytes", summary.receivedBytes());
    out.writeNumberProperty("requests", summary.traffic().requests());
    out.writeNumberProperty("retried_documents", summary.traffic().retriedDocuments());
    out.writeNumberProperty("sent_bytes", summary.traffic().sentBytes());
    writeUnlessZero(out, "retryable", summary.traffic().retryable());
    writeUnlessZero(out, "failure_store_failed", summary.traffic().failureStoreFailed());
    writeUnlessZero(out, "failure_store_not_enabled", summary.traffic().failureStoreNotEnabled());
    out.writeNumberProperty("oldest_event_epoch_millis", summary.oldestEventEpochMillis());
  }

  /** Writes into the object that has been begun, of what failed before it had a summary. */
  static void writeFailure(
      JsonGenerator out, Class<? extends Throwable> errorType, String problem) {
    out.writeStringProperty("log.level", "ERROR");
    out.writeStringProperty(
        "message", "The function failed; what it was to deliver is kept, and comes again.");
    out.writeStringProperty("error.type", errorType.getName());
    if (!problem.isEmpty()) {
      out.writeStringProperty("problem", problem);
    }
  }

  private static String level(Summary summary) {
    if (summary.failed()) {
      return "ERROR";
    }
    return summary.warnings().isEmpty() ? "INFO" : "WARN";
  }

  private static String sentence(Summary summary) {
    if (summary.failed()) {
      return "Log events could not all be forwarded; the invocation fails so that Lambda keeps the payload.";
    }
    if (summary.ledger().received() > 0) {
      return "Log events forwarded.";
    }
    return summary.controlMessages() > 0
        ? "Control message received; nothing to forward."
        : "Nothing to forward.";
  }

  static void writeLedger(JsonGenerator out, Ledger ledger) {
    out.writeName("ledger");
    out.writeStartObject();
    out.writeNumberProperty("received", ledger.received());
    for (Outcome outcome : Outcome.values()) {
      out.writeNumberProperty(outcome.jsonName(), ledger.count(outcome));
    }
    out.writeEndObject();
  }

  private static void writeUnlessZero(JsonGenerator out, String name, int count) {
    if (count != 0) {
      out.writeNumberProperty(name, count);
    }
  }

  static void write(JsonGenerator out, List<String> warnings) {
    if (warnings.isEmpty()) {
      return;
    }
    out.writeName("warnings");
    out.writeStartArray();
    warnings.forEach(out::writeString);
    out.writeEndArray();
  }

  private static void write(JsonGenerator out, Summary.Causes causes) {
    write(out, "filtered_by", causes.filteredBy());
    write(out, "guarded", causes.guarded());
    write(out, "redacted", causes.redacted());
    write(out, "degraded_for", causes.degradedFor());
    write(out, "rejected_for", causes.rejectedFor());
    write(out, "returned_for", causes.returnedFor());
  }

  private static void write(JsonGenerator out, String name, Map<String, Integer> counts) {
    if (counts.isEmpty()) {
      return;
    }
    out.writeName(name);
    out.writeStartObject();
    new TreeMap<>(counts).forEach(out::writeNumberProperty);
    out.writeEndObject();
  }
}
