package dev.logferry.forwarder.report;

import dev.logferry.forwarder.Ledger;
import dev.logferry.forwarder.Outcome;
import dev.logferry.forwarder.json.JsonWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a summary as JSON: a sentence, and the facts as fields. */
public final class SummaryJson {

  private SummaryJson() {}

  /** One line, without a line end and without metrics: what an entry answers. */
  public static String line(Summary summary) {
    JsonWriter out = new JsonWriter();
    out.beginObject();
    writeSummary(out, summary);
    out.endObject();
    return out.toString();
  }

  /** Writes into the object that has been begun. */
  static void writeSummary(JsonWriter out, Summary summary) {
    out.member("log.level", level(summary));
    out.member("message", sentence(summary));
    writeLedger(out, summary.ledger());
    if (summary.failed()) {
      out.member("problem", summary.problem());
    }
    write(out, summary.warnings());
    write(out, summary.causes());
    out.member("control_messages", summary.controlMessages());
    out.member("received_bytes", summary.receivedBytes());
    out.member("requests", summary.traffic().requests());
    out.member("retried_documents", summary.traffic().retriedDocuments());
    out.member("sent_bytes", summary.traffic().sentBytes());
    writeUnlessZero(out, "retryable", summary.traffic().retryable());
    writeUnlessZero(out, "error_groups_created", summary.traffic().errorGroupsCreated());
    writeUnlessZero(out, "error_groups_known", summary.traffic().errorGroupsKnown());
    writeUnlessZero(out, "error_groups_not_written", summary.traffic().errorGroupsNotWritten());
    writeUnlessZero(out, "failure_store_failed", summary.traffic().failureStoreFailed());
    writeUnlessZero(out, "failure_store_not_enabled", summary.traffic().failureStoreNotEnabled());
    out.member("oldest_event_epoch_millis", summary.oldestEvent().epochMillis());
  }

  /** Writes into the object that has been begun, of what failed before it had a summary. */
  static void writeFailure(JsonWriter out, Class<? extends Throwable> errorType, String problem) {
    out.member("log.level", "ERROR");
    out.member("message", "The function failed; what it was to deliver is kept, and comes again.");
    out.member("error.type", errorType.getName());
    if (!problem.isEmpty()) {
      out.member("problem", problem);
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

  static void writeLedger(JsonWriter out, Ledger ledger) {
    out.name("ledger");
    out.beginObject();
    out.member("received", ledger.received());
    for (Outcome outcome : Outcome.values()) {
      out.member(outcome.jsonName(), ledger.count(outcome));
    }
    out.endObject();
  }

  private static void writeUnlessZero(JsonWriter out, String name, int count) {
    if (count != 0) {
      out.member(name, count);
    }
  }

  static void write(JsonWriter out, List<String> warnings) {
    if (warnings.isEmpty()) {
      return;
    }
    out.name("warnings");
    out.beginArray();
    for (String warning : warnings) {
      out.string(warning);
    }
    out.endArray();
  }

  private static void write(JsonWriter out, Summary.Causes causes) {
    write(out, "filtered_by", causes.filteredBy());
    write(out, "guarded", causes.guarded());
    write(out, "redacted", causes.redacted());
    write(out, "degraded_for", causes.degradedFor());
    write(out, "rejected_for", causes.rejectedFor());
    write(out, "returned_for", causes.returnedFor());
  }

  private static void write(JsonWriter out, String name, Map<String, Integer> counts) {
    if (counts.isEmpty()) {
      return;
    }
    out.name(name);
    out.beginObject();
    for (Map.Entry<String, Integer> count : new TreeMap<>(counts).entrySet()) {
      out.member(count.getKey(), count.getValue());
    }
    out.endObject();
  }
}
