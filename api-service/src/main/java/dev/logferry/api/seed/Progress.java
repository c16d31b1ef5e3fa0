package dev.logferry.api.seed;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Tells how far a long load has come, every few seconds. */
final class Progress implements IntConsumer {

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final Consumer<String> listener;
  private final long start = System.nanoTime();
  private long lastTold = start;
  private String rows = "";
  private int total;

  Progress(Consumer<String> listener) {
    this.listener = listener;
  }

  /** What is done next. */
  void step(String step) {
    tell(step);
  }

  /** What rows are loaded next. */
  void rows(String name, int count) {
    rows = name;
    total = count;
    tell("loading %,d %s".formatted(count, name));
  }

  @Override
  public void accept(int done) {
    if (System.nanoTime() - lastTold > INTERVAL.toNanos()) {
      tell("%,d of %,d %s".formatted(done, total, rows));
    }
  }

  private void tell(String what) {
    lastTold = System.nanoTime();
    listener.accept("%4d s  %s".formatted((lastTold - start) / 1_000_000_000, what));
  }
}
