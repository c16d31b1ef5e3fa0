package dev.logferry.endtoend.chaos;

import java.time.Duration;
import java.util.Locale;

/** Tells what happens in a run, with the time since its start. */
final class Timeline {

  private final long startNanos = System.nanoTime();

  void tell(String what) {
    System.out.printf(Locale.ROOT, "[chaos %7.1f s] %s%n", elapsed().toMillis() / 1000.0, what);
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }
}
