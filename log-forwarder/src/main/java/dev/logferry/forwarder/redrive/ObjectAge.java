package dev.logferry.forwarder.redrive;

import java.time.Duration;
import java.time.Instant;

/**
 * How old objects are. S3 dates them by its own clock; one that seems to come from the future shows
 * that this function's clock is behind.
 *
 * @param now by this function's clock
 * @param minimum younger objects wait
 */
record ObjectAge(Instant now, Duration minimum) {

  /** Clocks that are this close are right. */
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  /** Whether an object is old enough; also if its age is unknown, or it would wait for ever. */
  boolean isDue(RedriveObject object) {
    return object.writtenAt().isBefore(now.minus(minimum)) || isFromTheFuture(object);
  }

  boolean isFromTheFuture(RedriveObject object) {
    return object.writtenAt().isAfter(now.plus(TOLERANCE));
  }

  /** Never negative. */
  Duration of(Instant writtenAt) {
    return writtenAt.isBefore(now) ? Duration.between(writtenAt, now) : Duration.ZERO;
  }
}
