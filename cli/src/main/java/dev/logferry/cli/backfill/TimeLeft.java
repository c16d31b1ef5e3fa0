package dev.logferry.cli.backfill;

import dev.logferry.forwarder.Deadline;
import java.time.Duration;

/** A deadline from now on. */
record TimeLeft(long endNanos) implements Deadline {

  static TimeLeft of(Duration duration) {
    return new TimeLeft(System.nanoTime() + duration.toNanos());
  }

  @Override
  public Duration remaining() {
    return Duration.ofNanos(endNanos - System.nanoTime());
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    Thread.sleep(duration);
  }
}
