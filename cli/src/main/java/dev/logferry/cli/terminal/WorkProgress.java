package dev.logferry.cli.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** One line on the terminal: per cent, a count, and the time that is left. Not thread-safe. */
public final class WorkProgress {
  private static final long INTERVAL_NANOS = Duration.ofMillis(200).toNanos();
  private static final String CLEAR_LINE = "\r\033[K";

  private final PrintWriter terminal;
  private final boolean visible;
  private final LongSupplier nanoTime;
  private final long begun;
  private double fractionAtStart = Double.NaN;
  private long shownAt;
  private boolean onLine;

  /**
   * @param visible whether a person looks; if not, nothing is ever written
   * @param nanoTime clock, as {@link System#nanoTime}
   */
  public WorkProgress(PrintWriter terminal, boolean visible, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.visible = visible;
    this.nanoTime = nanoTime;
    this.begun = nanoTime.getAsLong();
    this.shownAt = begun - INTERVAL_NANOS;
  }

  /**
   * Shows how far the work is, unless that was shown a moment ago.
   *
   * @param fraction 0 to 1; the first one is what an earlier run had done
   */
  public void show(double fraction, String counts) {
    if (Double.isNaN(fractionAtStart)) {
      fractionAtStart = fraction;
    }
    long now = nanoTime.getAsLong();
    if (!visible || now - shownAt < INTERVAL_NANOS) {
      return;
    }
    shownAt = now;
    onLine = true;
    terminal.print(
        CLEAR_LINE
            + String.format(
                Locale.ROOT, "%3.0f %%  %s%s", 100 * fraction, counts, left(fraction, now)));
    terminal.flush();
  }

  private String left(double fraction, long now) {
    double done = fraction - fractionAtStart;
    if (done <= 0.001) {
      return "";
    }
    long seconds = (long) ((now - begun) / 1e9 * (1 - fraction) / done);
    return seconds >= 3600
        ? "  about %d h %02d min left".formatted(seconds / 3600, seconds / 60 % 60)
        : "  about %d min %02d s left".formatted(seconds / 60, seconds % 60);
  }

  /** Clears the line, so that something else can be written. */
  public void clear() {
    if (onLine) {
      terminal.print(CLEAR_LINE);
      terminal.flush();
      onLine = false;
    }
  }
}
