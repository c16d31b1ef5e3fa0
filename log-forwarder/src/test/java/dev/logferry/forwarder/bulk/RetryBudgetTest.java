package dev.logferry.forwarder.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.Deadline;
import dev.logferry.forwarder.testing.RecordedTime;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void a_wait_that_would_use_up_all_the_time_is_not_begun() {
    RecordedTime time = new RecordedTime(MINUTE);
    RetryBudget retryBudget = retryBudget(time);

    retryBudget.waitAfter(1, Optional.of(MINUTE), "busy");

    assertThat(time.pauses()).isEmpty();
    assertThat(retryBudget.givenUp().orElseThrow()).contains("no time left", "busy");
  }

  @Test
  void an_interrupted_wait_is_the_last_and_the_thread_stays_interrupted() {
    RetryBudget retryBudget =
        retryBudget(
            new Deadline() {
              @Override
              public Duration remaining() {
                return MINUTE;
              }

              @Override
              public void sleep(Duration duration) throws InterruptedException {
                throw new InterruptedException("as scripted");
              }
            });

    retryBudget.waitAfter(1, Optional.empty(), "busy");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(retryBudget.givenUp().orElseThrow()).contains("interrupted");
  }

  private static RetryBudget retryBudget(Deadline time) {
    return new RetryBudget(
        new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10)),
        new SplittableRandom(42),
        time);
  }
}
