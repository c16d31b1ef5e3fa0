package dev.logferry.localstack.cloudwatch;

import java.time.Duration;

/** Counts what is not finished, so that a caller can wait for the rest. Thread-safe. */
final class PendingWork {
  private long count;

  synchronized void begin() {
    count++;
  }

  synchronized void end(int finished) {
    count -= finished;
    notifyAll();
  }

  /** Waits until nothing is pending. Returns whether that was within the time. */
  synchronized boolean awaitNone(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (count > 0) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      wait(Math.max(1, left / 1_000_000));
    }
    return true;
  }
}
