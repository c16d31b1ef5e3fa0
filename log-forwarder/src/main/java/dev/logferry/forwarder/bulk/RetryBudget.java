package dev.logferry.forwarder.bulk;

import dev.logferry.forwarder.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long a delivery continues: waits between attempts, within the invocation's time, until it
 * gives up. Once given up, it stays so for the invocation. Thread-safe.
 */
final class RetryBudget {

  private static final String NO_TIME =
      "not sent: no time left in this invocation (the function's timeout has to be well above LOGFERRY_TIME_RESERVE)";

  private final Backoff backoff;
  private final RandomGenerator random;
  private final Deadline deadline;
  private volatile Optional<String> givenUp = Optional.empty();

  RetryBudget(Backoff backoff, RandomGenerator random, Deadline deadline) {
    this.backoff = backoff;
    this.random = random;
    this.deadline = deadline;
  }

  /** Why nothing more is sent; empty as long as it is worth trying. */
  Optional<String> givenUp() {
    return givenUp;
  }

  synchronized void giveUp(String why) {
    if (givenUp.isEmpty()) {
      givenUp = Optional.of(why);
    }
  }

  /** How long the next request may take; gives up if there is no time for one. */
  Optional<Duration> timeoutWithin(Duration longest) {
    Duration timeout = deadline.atMost(longest);
    if (!timeout.isPositive()) {
      giveUp(NO_TIME);
      return Optional.empty();
    }
    return Optional.of(timeout);
  }

  /**
   * Waits before another attempt; gives up instead if the wait would outlast the invocation.
   *
   * @param attempt the one that failed, 1 for the first
   * @param asked how long the server asks the client to wait
   * @param why what went wrong, without any content
   */
  void waitAfter(int attempt, Optional<Duration> asked, String why) {
    Duration jittered = backoff.after(attempt, nextRandom());
    Duration wait =
        asked.isPresent() && asked.get().compareTo(jittered) > 0 ? asked.get() : jittered;
    if (wait.compareTo(deadline.remaining()) >= 0) {
      giveUp("no time left to retry: " + why);
      return;
    }
    try {
      deadline.sleep(wait);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      giveUp("interrupted while waiting to retry");
    }
  }

  private synchronized double nextRandom() {
    return random.nextDouble();
  }
}
