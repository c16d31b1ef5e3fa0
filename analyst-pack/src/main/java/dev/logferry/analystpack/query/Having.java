package dev.logferry.analystpack.query;

import java.time.Duration;

/** Which groups count, by what was calculated for them. */
public sealed interface Having {

  /** The name of the metric that is compared. */
  String metric();

  /** A number is at least this. */
  record AtLeast(String metric, long least) implements Having {}

  /** A time is younger than an age. */
  record Since(String metric, Duration age) implements Having {}

  /** A number is more than another one times a factor. */
  record MoreThan(String metric, String other, double factor) implements Having {}
}
