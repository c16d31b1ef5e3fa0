package dev.logferry.forwarder.report;

import dev.logferry.forwarder.json.JsonWriter;

/** Writes a redrive's summary as one line of JSON: a sentence, and the facts as fields. */
public final class RedriveSummaryJson {

  private RedriveSummaryJson() {}

  /** One line, without a line end and without metrics: what the entry answers. */
  public static String line(RedriveSummary summary) {
    JsonWriter out = new JsonWriter();
    out.beginObject();
    writeSummary(out, summary);
    out.endObject();
    return out.toString();
  }

  /** Writes into the object that has been begun. */
  static void writeSummary(JsonWriter out, RedriveSummary summary) {
    out.member("log.level", level(summary));
    out.member("message", sentence(summary));
    write(out, summary.objects());
    if (summary.objects().wouldDeliver() > 0) {
      out.member("would_deliver_events", summary.wouldDeliverEvents());
    }
    SummaryJson.writeLedger(out, summary.ledger());
    if (summary.oldestUndelivered().isPresent()) {
      out.member("oldest_undelivered_seconds", summary.oldestUndelivered().get().toSeconds());
    }
    if (summary.certificatesEnd().isPresent()) {
      out.member("certificates_end", summary.certificatesEnd().get().toString());
    }
    if (!summary.stopped().isEmpty()) {
      out.member("stopped", summary.stopped());
    }
    if (summary.failed()) {
      out.member("problem", summary.problem());
    }
    SummaryJson.write(out, summary.warnings());
  }

  private static String level(RedriveSummary summary) {
    if (summary.failed()) {
      return "ERROR";
    }
    return summary.objects().left() > 0 || !summary.warnings().isEmpty() ? "WARN" : "INFO";
  }

  private static String sentence(RedriveSummary summary) {
    if (summary.failed()) {
      return "The redrive could not do its work in S3.";
    }
    if (summary.objects().wouldDeliver() > 0) {
      return "A dry run: nothing was sent, written or deleted.";
    }
    if (summary.objects().left() > 0) {
      return "Undelivered log events are left for the next redrive.";
    }
    return summary.objects().settled() > 0
        ? "The redrive delivered log events."
        : "Nothing to redrive.";
  }

  private static void write(JsonWriter out, RedriveSummary.Objects objects) {
    out.name("objects");
    out.beginObject();
    out.member("listed", objects.listed());
    out.member("settled", objects.settled());
    out.member("left", objects.left());
    out.member("waiting", objects.waiting());
    out.member("too_young", objects.tooYoung());
    out.member("gone", objects.gone());
    out.member("foreign", objects.foreign());
    out.member("would_deliver", objects.wouldDeliver());
    out.member("moved", objects.moved());
    out.endObject();
  }
}
