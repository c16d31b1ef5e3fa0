package dev.logferry.cli.ship;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** One line on the terminal that says how far the upload is. */
final class Progress {
  private static final long INTERVAL_NANOS = Duration.ofMillis(100).toNanos();
  private static final Duration REPORT_WAIT_AFTER = Duration.ofSeconds(3);
  private static final String CLEAR_LINE = "\r\033[K";

  private final PrintWriter terminal;
  private final boolean visible;
  private final LongSupplier nanoTime;
  private final long begun;
  private long shownAt;
  private UploadReport reported = UploadReport.NONE;
  private long reportedAt;
  private boolean onLine;

  /**
   * @param visible whether a person looks; if not, nothing is ever written
   * @param nanoTime clock, as {@link System#nanoTime}
   */
  Progress(PrintWriter terminal, boolean visible, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.visible = visible;
    this.nanoTime = nanoTime;
    this.begun = nanoTime.getAsLong();
    this.shownAt = begun - INTERVAL_NANOS;
    this.reportedAt = begun;
  }

  /** Shows the report, unless the last one was shown a moment ago. */
  synchronized void show(UploadReport report) {
    long now = nanoTime.getAsLong();
    reported = report;
    reportedAt = now;
    if (!visible || now - shownAt < INTERVAL_NANOS) {
      return;
    }
    shownAt = now;
    onLine = true;
    terminal.print(CLEAR_LINE + text(report, now));
    terminal.flush();
  }

  /**
   * To be called every second or so: shows how long the function has been working on a payload, as
   * it does while Elasticsearch is unavailable.
   */
  synchronized void waiting() {
    Duration waited = Duration.ofNanos(nanoTime.getAsLong() - reportedAt);
    if (!visible || waited.compareTo(REPORT_WAIT_AFTER) < 0) {
      return;
    }
    onLine = true;
    terminal.print(
        "%s%s  waiting for the function's answer: %d s"
            .formatted(CLEAR_LINE, text(reported, reportedAt), waited.toSeconds()));
    terminal.flush();
  }

  /** Clears the line, so that something else can be written. */
  synchronized void clear() {
    if (onLine) {
      terminal.print(CLEAR_LINE);
      terminal.flush();
      onLine = false;
    }
  }

  private String text(UploadReport report, long now) {
    double seconds = Math.max(0.001, (now - begun) / 1e9);
    return String.format(
        Locale.ROOT,
        "%,d lines  %,d payloads  %,d events  %,.0f lines/s",
        report.lastLine(),
        report.payloads(),
        report.events(),
        report.lastLine() / seconds);
  }
}
