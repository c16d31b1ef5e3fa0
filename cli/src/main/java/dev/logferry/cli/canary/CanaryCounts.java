package dev.logferry.cli.canary;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a canary has seen so far, in bounded memory. Not thread-safe. */
final class CanaryCounts {

  /** A week of lines, one a minute. */
  static final int MAX_DELAYS = 10_080;

  private final Deque<Duration> delays = new ArrayDeque<>();
  private long sent;
  private long found;
  private long lost;
  private long storedTwice;

  void addSent() {
    sent++;
  }

  void addFound(Duration delay) {
    found++;
    delays.add(delay);
    if (delays.size() > MAX_DELAYS) {
      delays.removeFirst();
    }
  }

  void addLost() {
    lost++;
  }

  void addStoredTwice() {
    storedTwice++;
  }

  long sent() {
    return sent;
  }

  long found() {
    return found;
  }

  CanaryReport report(int waiting) {
    return CanaryReport.of(sent, waiting, lost, storedTwice, delays);
  }
}
