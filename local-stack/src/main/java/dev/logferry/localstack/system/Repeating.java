package dev.logferry.localstack.system;

import java.time.Duration;
import java.util.function.Consumer;

/** A thread that does something again and again, with a pause between, until it is closed. */
final class Repeating implements AutoCloseable {

  private static final Duration END_LIMIT = Duration.ofSeconds(5);

  private final Thread thread;
  private volatile boolean closed;

  private Repeating(String name, Duration pause, Runnable action, Consumer<String> problems) {
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name(name)
            .unstarted(() -> repeat(name, pause, action, problems));
  }

  /**
   * Starts the thread.
   *
   * @param problems gets a sentence when the action fails; it is tried again all the same
   */
  static Repeating start(String name, Duration pause, Runnable action, Consumer<String> problems) {
    Repeating repeating = new Repeating(name, pause, action, problems);
    repeating.thread.start();
    return repeating;
  }

  private void repeat(String name, Duration pause, Runnable action, Consumer<String> problems) {
    while (!closed) {
      try {
        action.run();
      } catch (RuntimeException e) {
        if (!closed) {
          problems.accept(name + ": " + e.getMessage());
        }
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  /** Interrupts what is in progress, and waits for its end. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(END_LIMIT);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
