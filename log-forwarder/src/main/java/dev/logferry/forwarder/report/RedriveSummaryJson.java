package dev.logferry.forwarder.report;

import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes a redrive's summary as one line of JSON: a sentence, and the facts as fields. */
public final class RedriveSummaryJson {

  private final JsonFactory json = new JsonFactory();

  /** One line, without a line end and without metrics: what the entry answers. */
  public String line(RedriveSummary summary) {
    StringWriter line = new StringWriter();
    try (JsonGenerator out = json.createGenerator(ObjectWriteContext.empty(), line)) {
      out.writeStartObject();
      writeSummary(out, summary);
      out.writeEndObject();
    }
    return line.toString();
  }

  /** Writes into the object that has been begun. */
  static void writeSummary(JsonGenerator out, RedriveSummary summary) {
    out.writeStringProperty("log.level", level(summary));
    out.writeStringProperty("message", sentence(summary));
    write(out, summary.objects());
    if (summary.objects().wouldDeliver() > 0) {
      out.writeNumberProperty("would_deliver_events", summary.wouldDeliverEvents());
    }
    SummaryJson.writeLedger(out, summary.ledger());
    if (summary.oldestUndelivered().isPresent()) {
      out.writeNumberProperty(
          "oldest_undelivered_seconds", summary.oldestUndelivered().get().toSeconds());
    }
    if (summary.certificatesEnd().isPresent()) {
      out.writeStringProperty("certificates_end", summary.certificatesEnd().get().toString());
    }
    if (!summary.stopped().isEmpty()) {
      out.writeStringProperty("stopped", summary.stopped());
    }
    if (summary.failed()) {
      out.writeStringProperty("problem", summary.problem());
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
        ? "Undelivered log events were brought in."
        : "Nothing to redrive.";
  }

  private static void write(JsonGenerator out, RedriveSummary.Objects objects) {
    out.writeName("objects");
    out.writeStartObject();
    out.writeNumberProperty("listed", objects.listed());
    out.writeNumberProperty("settled", objects.settled());
    out.writeNumberProperty("left", objects.left());
    out.writeNumberProperty("waiting", objects.waiting());
    out.writeNumberProperty("too_young", objects.tooYoung());
    out.writeNumberProperty("gone", objects.gone());
    out.writeNumberProperty("foreign", objects.foreign());
    out.writeNumberProperty("would_deliver", objects.wouldDeliver());
    out.writeNumberProperty("moved", objects.moved());
    out.writeEndObject();
  }
}
