package dev.logferry.cli.canary;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * What a canary saw.
 *
 * @param sent number of lines
 * @param waiting of these, neither found nor lost yet
 * @param lost not found within the time
 * @param storedTwice found more than once
 * @param delays from the put to the first search that found a line, sorted; of the last 10,080 that
 *     were found
 */
record CanaryReport(long sent, long waiting, long lost, long storedTwice, List<Duration> delays) {

  static CanaryReport of(
      long sent, long waiting, long lost, long storedTwice, Collection<Duration> unsorted) {
    return new CanaryReport(sent, waiting, lost, storedTwice, unsorted.stream().sorted().toList());
  }

  long found() {
    return sent - waiting - lost;
  }

  /**
   * The delay that so many of the lines found did not exceed.
   *
   * @param fraction such as 0.99
   */
  Duration percentile(double fraction) {
    if (delays.isEmpty()) {
      return Duration.ZERO;
    }
    return delays.get(Math.max(0, (int) Math.ceil(fraction * delays.size()) - 1));
  }

  boolean fine() {
    return lost == 0 && storedTwice == 0;
  }
}
