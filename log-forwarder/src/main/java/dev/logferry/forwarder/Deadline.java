package dev.logferry.forwarder;

import java.time.Duration;

/** By when work has to be done. Given from outside, so that tests need not wait. Thread-safe. */
public interface Deadline {

  /** What is left; zero or negative when the time is up. */
  Duration remaining();

  /**
   * Waits.
   *
   * @throws InterruptedException if the thread is asked to stop
   */
  void sleep(Duration duration) throws InterruptedException;

  /** A deadline that much earlier than this one. */
  default Deadline earlierBy(Duration reserve) {
    return new EarlierDeadline(this, reserve);
  }

  /** The earlier of this deadline and the one that is so far away now. */
  default Deadline within(Duration longest) {
    Duration reserve = remaining().minus(longest);
    return reserve.isPositive() ? earlierBy(reserve) : this;
  }

  /** What is left, but not more than this. */
  default Duration atMost(Duration longest) {
    Duration remaining = remaining();
    return remaining.compareTo(longest) < 0 ? remaining : longest;
  }
}
