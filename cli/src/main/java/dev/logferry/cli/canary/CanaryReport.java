package dev.logferry.cli.canary;

import java.time.Duration;
import java.util.List;

/**
 * What a canary saw.
 *
 * @param sent number of lines
 * @param lost not found within the time
 * @param doubled found more than once
 * @param delays from the put to the first search that found each line, sorted
 */
public record CanaryReport(int sent, int lost, int doubled, List<Duration> delays) {
  public CanaryReport {
    delays = delays.stream().sorted().toList();
  }

  /**
   * The delay that so many of the lines found did not exceed.
   *
   * @param fraction such as 0.99
   */
  public Duration percentile(double fraction) {
    if (delays.isEmpty()) {
      return Duration.ZERO;
    }
    return delays.get(Math.max(0, (int) Math.ceil(fraction * delays.size()) - 1));
  }

  public boolean fine() {
    return lost == 0 && doubled == 0;
  }
}
