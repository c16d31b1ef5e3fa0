package dev.logferry.forwarder.bulk;

import java.time.Duration;

/**
 * How long to wait before trying again: anywhere between zero and a ceiling that doubles with each
 * attempt ("full jitter"), so that many forwarders do not return in step.
 *
 * @param initial the ceiling after the first attempt
 * @param max the highest ceiling
 * @see <a
 *     href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">Exponential
 *     backoff and jitter</a>
 */
public record Backoff(Duration initial, Duration max) {

  public Backoff {
    if (initial.isNegative() || initial.isZero() || max.compareTo(initial) < 0) {
      throw new IllegalArgumentException(
          "backoff from %s to %s: the first must be above zero and not above the last"
              .formatted(initial, max));
    }
  }

  /**
   * The wait after a failed attempt.
   *
   * @param attempt 1 for the first
   * @param random in [0, 1)
   */
  Duration after(int attempt, double random) {
    long ceiling = max.toMillis();
    int doublings = attempt - 1;
    if (doublings < 30) {
      ceiling = Math.min(ceiling, initial.toMillis() << doublings);
    }
    return Duration.ofMillis((long) (ceiling * random));
  }
}
