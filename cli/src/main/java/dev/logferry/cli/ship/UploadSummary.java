package dev.logferry.cli.ship;

import dev.logferry.cli.events.LogLines;
import dev.logferry.cli.events.Origin;
import dev.logferry.forwarder.Ledger;
import dev.logferry.forwarder.Outcome;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * The table at the end of {@code ship}. Counts that are seldom other than zero show when they are.
 */
record UploadSummary(Origin origin, LogLines lines, UploadReport report) {

  void printTo(PrintWriter out) {
    out.printf(Locale.ROOT, "Shipped to %s (stream %s)%n", origin.logGroup(), origin.logStream());
    row(out, "lines read", lines.linesRead());
    rowUnlessZero(out, "  blank, left out", lines.blankLines());
    row(out, "payloads", report.payloads());
    rowUnlessZero(out, "  failed", report.failedPayloads());
    row(out, "events", report.events());
    rowUnlessZero(out, "  in failed payloads", report.failedEvents());
    if (report.queuedEvents() > 0) {
      row(out, "  queued", report.queuedEvents());
    } else {
      ledger(out, report.ledger());
    }
    out.flush();
  }

  private static void ledger(PrintWriter out, Ledger ledger) {
    row(out, "received", ledger.received());
    for (Outcome outcome : Outcome.values()) {
      row(out, "  " + outcome.jsonName(), ledger.count(outcome));
    }
  }

  private static void rowUnlessZero(PrintWriter out, String name, long count) {
    if (count != 0) {
      row(out, name, count);
    }
  }

  private static void row(PrintWriter out, String name, long count) {
    out.printf(Locale.ROOT, "%-21s %,12d%n", name, count);
  }
}
