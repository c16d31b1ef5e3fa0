package dev.logferry.deployment.alarm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What CloudWatch has of all metrics, for one period and statistic: that of the alarm under test.
 * Not thread-safe.
 */
public final class Metrics {

  private record Key(String name, String dimension) {}

  private final Map<Key, Series> series = new HashMap<>();

  /**
   * Adds a series.
   *
   * @param dimension a value that tells it from others of the same name, such as a function's name
   */
  public Metrics with(String name, String dimension, double... values) {
    series.put(new Key(name, dimension), new Series(values));
    return this;
  }

  /** The series of a metric with exactly these values of dimensions. */
  Series of(String name, Set<String> dimensions) {
    List<Series> found = new ArrayList<>();
    dimensions.forEach(
        dimension -> {
          if (series.containsKey(new Key(name, dimension))) {
            found.add(series.getOrDefault(new Key(name, dimension), Series.NEVER));
          }
        });
    if (found.size() > 1) {
      throw new IllegalArgumentException("ambiguous: " + name + " " + dimensions);
    }
    return found.isEmpty() ? Series.NEVER : found.getFirst();
  }

  /** How many periods there are in the longest series. */
  int periods() {
    return series.values().stream().mapToInt(Series::periods).max().orElse(0);
  }

  @Override
  public String toString() {
    return series.toString();
  }
}
