package dev.logferry.cli.cloudwatch;

import java.time.Duration;

/**
 * A range of event times in milliseconds since 1970.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record TimeSlice(long from, long to) {
  private static final int SLICES = 100;
  private static final long MIN_SLICE_MILLIS = Duration.ofMinutes(1).toMillis();

  public TimeSlice {
    if (from >= to) {
      throw new IllegalArgumentException("from %d is not before %d".formatted(from, to));
    }
  }

  public long millis() {
    return to - from;
  }

  /** How long the parts are in which this range is read: a hundredth, and at least a minute. */
  public long partMillis() {
    return Math.max(millis() / SLICES, MIN_SLICE_MILLIS);
  }

  /** The part that begins at a time within the range. */
  public TimeSlice part(long start, long millis) {
    return new TimeSlice(start, Math.min(to, start + millis));
  }
}
