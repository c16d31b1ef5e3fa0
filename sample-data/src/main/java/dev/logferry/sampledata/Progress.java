package dev.logferry.sampledata;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Reports the progress of a long load every few seconds. */
final class Progress implements IntConsumer {

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final Consumer<String> listener;
  private final long start = System.nanoTime();
  private long lastReport = start;
  private String rows = "";
  private int total;

  Progress(Consumer<String> listener) {
    this.listener = listener;
  }

  /** What is done next. */
  void step(String step) {
    report(step);
  }

  /** What rows are loaded next. */
  void rows(String name, int count) {
    rows = name;
    total = count;
    report("loading %,d %s".formatted(count, name));
  }

  @Override
  public void accept(int done) {
    if (System.nanoTime() - lastReport > INTERVAL.toNanos()) {
      report("%,d of %,d %s".formatted(done, total, rows));
    }
  }

  private void report(String what) {
    lastReport = System.nanoTime();
    listener.accept("%4d s  %s".formatted((lastReport - start) / 1_000_000_000, what));
  }
}
