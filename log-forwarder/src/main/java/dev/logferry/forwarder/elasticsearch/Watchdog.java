package dev.logferry.forwarder.elasticsearch;

import java.time.Duration;

/**
 * Runs an action if it is not closed in time. HttpURLConnection's own time-outs bound one read, and
 * no write and no handshake; this bounds the whole.
 */
final class Watchdog implements AutoCloseable {

  private final Thread thread;
  private volatile boolean fired;

  private Watchdog(Duration after, Runnable action) {
    this.thread =
        Thread.ofPlatform().daemon().name("watchdog").unstarted(() -> watch(after, action));
  }

  static Watchdog after(Duration after, Runnable action) {
    Watchdog watchdog = new Watchdog(after, action);
    watchdog.thread.start();
    return watchdog;
  }

  private void watch(Duration after, Runnable action) {
    try {
      Thread.sleep(after);
      fired = true;
      action.run();
    } catch (InterruptedException _) {
      // Closed in time.
    }
  }

  /** Whether the time was up. */
  boolean fired() {
    return fired;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
