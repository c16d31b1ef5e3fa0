package dev.logferry.api.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.api.database.Deadlines.Deadline;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeadlinesTest {

  private static final Duration SOON = Duration.ofMillis(20);

  @Test
  void acts_once_when_the_limit_has_passed_and_not_before() throws Exception {
    try (Deadlines deadlines = new Deadlines()) {
      CountDownLatch acted = new CountDownLatch(1);
      AtomicInteger times = new AtomicInteger();
      long start = System.nanoTime();

      Deadline deadline =
          deadlines.after(
              Duration.ofMillis(200),
              () -> {
                times.incrementAndGet();
                acted.countDown();
              });

      assertThat(acted.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(Duration.ofMillis(200));
      assertThat(deadline.cancel()).isFalse();
      passTick(deadlines);
      assertThat(times).hasValue(1);
    }
  }

  @Test
  void a_cancelled_one_does_nothing() throws Exception {
    try (Deadlines deadlines = new Deadlines()) {
      AtomicInteger times = new AtomicInteger();
      Deadline deadline = deadlines.after(SOON, times::incrementAndGet);

      assertThat(deadline.cancel()).isTrue();
      assertThat(deadline.cancel()).as("asked again").isTrue();

      passTick(deadlines);
      assertThat(times).hasValue(0);
    }
  }

  @Test
  void an_action_that_blocks_or_fails_holds_up_no_other() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (Deadlines deadlines = new Deadlines()) {
      deadlines.after(SOON, () -> awaitQuietly(release));
      deadlines.after(
          SOON,
          () -> {
            throw new IllegalStateException("on purpose");
          });

      passTick(deadlines);
      passTick(deadlines);
    } finally {
      release.countDown();
    }
  }

  @Test
  void keeps_nothing_of_what_is_over() throws Exception {
    try (Deadlines deadlines = new Deadlines()) {
      for (int i = 0; i < 1_000; i++) {
        deadlines.after(Duration.ofHours(1), () -> {}).cancel();
      }
      deadlines.after(SOON, () -> {});
      passTick(deadlines);

      assertThat(deadlines.pending()).isZero();
    }
  }

  /** Whatever was due before has been acted upon afterwards. */
  private static void passTick(Deadlines deadlines) throws InterruptedException {
    CountDownLatch passed = new CountDownLatch(1);
    deadlines.after(SOON.plus(Deadlines.TICK), passed::countDown);
    assertThat(passed.await(30, TimeUnit.SECONDS)).isTrue();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
