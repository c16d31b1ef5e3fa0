package dev.logferry.api.database;

import java.time.Duration;

/**
 * Tells a tick that came in time from one after a stop of this whole process, before which what
 * came meanwhile has to be read.
 */
final class Ticks {

  /** A tick that comes so late was late for everybody. */
  static final Duration STOPPED = Deadlines.TICK.multipliedBy(20);

  private long last;
  private boolean left;

  Ticks(long start) {
    last = start;
  }

  /** Whether limits count now. Never twice in a row they don't: a slow process has limits, too. */
  boolean counts(long now) {
    left = !left && now - last >= STOPPED.toNanos();
    last = now;
    return !left;
  }
}
