package dev.logferry.forwarder.bulk;

import dev.logferry.forwarder.InvocationTime;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long a delivery goes on: waits between attempts, within the invocation's time, until it gives
 * up. Given up once, it stays so for the invocation. For several threads.
 */
final class RetryBudget {

  private static final String NO_TIME =
      "no time left in this invocation (its time-out has to be well above LOGFERRY_TIME_RESERVE)";

  private final Backoff backoff;
  private final RandomGenerator random;
  private final InvocationTime time;
  private volatile Optional<String> givenUp = Optional.empty();

  RetryBudget(Backoff backoff, RandomGenerator random, InvocationTime time) {
    this.backoff = backoff;
    this.random = random;
    this.time = time;
  }

  /** Why nothing more is sent; empty as long as it is worth trying. */
  Optional<String> givenUp() {
    return givenUp;
  }

  synchronized void giveUp(String why) {
    givenUp = givenUp.or(() -> Optional.of(why));
  }

  /** How long the next request may take; gives up if there is no time for one. */
  Optional<Duration> timeoutWithin(Duration longest) {
    Duration remaining = time.remaining();
    if (!remaining.isPositive()) {
      giveUp(NO_TIME);
      return Optional.empty();
    }
    return Optional.of(remaining.compareTo(longest) < 0 ? remaining : longest);
  }

  /**
   * Waits before another attempt; gives up instead if the wait would outlast the invocation.
   *
   * @param attempt the one that failed, 1 for the first
   * @param asked how long the server asks to wait
   * @param why what went wrong, without any content
   */
  void waitAfter(int attempt, Optional<Duration> asked, String why) {
    Duration jittered = backoff.after(attempt, nextRandom());
    Duration wait = asked.filter(longer -> longer.compareTo(jittered) > 0).orElse(jittered);
    if (wait.compareTo(time.remaining()) >= 0) {
      giveUp("no time left to retry: " + why);
      return;
    }
    try {
      time.pause(wait);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      giveUp("interrupted while waiting to retry");
    }
  }

  private synchronized double nextRandom() {
    return random.nextDouble();
  }
}
