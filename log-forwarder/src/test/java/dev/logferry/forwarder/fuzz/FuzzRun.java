package dev.logferry.forwarder.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Holds a law against many inputs, each made from a number, and bounds the time of each. By default
 * always the same inputs; {@code -Dlogferry.fuzz.minutes=30} goes on with new ones, and {@code
 * -Dlogferry.fuzz.from=NUMBER -Dlogferry.fuzz.inputs=1} repeats one.
 */
final class FuzzRun {

  private static final long FIRST = 4711;

  /**
   * Of the processor, so that a busy machine does not matter: far above what the slowest input
   * takes, far below a function's timeout.
   */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final AtomicLong number = new AtomicLong();
  private final AtomicLong startedCpuNanos = new AtomicLong();
  private final AtomicReference<Optional<Throwable>> failure =
      new AtomicReference<>(Optional.empty());

  private FuzzRun() {}

  /** What must hold for the input of a number. */
  interface Law {
    void check(long number) throws Exception;
  }

  static void of(int inputs, Law law) throws InterruptedException {
    new FuzzRun().run(inputs, law);
  }

  private void run(int inputs, Law law) throws InterruptedException {
    Optional<Long> minutes = property("minutes");
    long first = property("from").orElse(minutes.isPresent() ? System.nanoTime() : FIRST);
    long most = minutes.isPresent() ? Long.MAX_VALUE : property("inputs").orElse((long) inputs);
    Duration longest = minutes.map(Duration::ofMinutes).orElse(Duration.ofDays(1));
    Thread worker = Thread.ofPlatform().daemon().start(() -> work(law, first, most, longest));
    while (!worker.join(Duration.ofMillis(100))) {
      Duration taken = Duration.ofNanos(cpuNanos(worker) - startedCpuNanos.get());
      assertThat(taken)
          .as(() -> "time of input " + number + " at " + String.join("\n  at ", stack(worker)))
          .isLessThan(LONGEST);
    }
    failure.get().ifPresent(this::report);
    if (minutes.isPresent()) {
      System.out.printf("fuzzed %,d inputs from %d on%n", number.get() - first + 1, first);
    }
  }

  private void work(Law law, long first, long most, Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    try {
      for (long done = 0; done < most && System.nanoTime() < end; done++) {
        startedCpuNanos.set(cpuNanos(Thread.currentThread()));
        number.set(first + done);
        law.check(first + done);
      }
    } catch (Throwable e) { // an Error is what the test looks for, too
      failure.set(Optional.of(e));
    }
  }

  private void report(Throwable cause) {
    throw new AssertionError(
        "input %d (repeat it with -Dlogferry.fuzz.from=%d -Dlogferry.fuzz.inputs=1): %s"
            .formatted(number.get(), number.get(), cause),
        cause);
  }

  private static long cpuNanos(Thread thread) {
    return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId());
  }

  private static String[] stack(Thread thread) {
    StackTraceElement[] stack = thread.getStackTrace();
    String[] lines = new String[stack.length];
    for (int i = 0; i < stack.length; i++) {
      lines[i] = stack[i].toString();
    }
    return lines;
  }

  private static Optional<Long> property(String name) {
    return Optional.ofNullable(System.getProperty("logferry.fuzz." + name)).map(Long::valueOf);
  }
}
