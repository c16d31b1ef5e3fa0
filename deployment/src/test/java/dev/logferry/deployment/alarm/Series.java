package dev.logferry.deployment.alarm;

import java.util.Arrays;

/**
 * The values of a metric, one for each period, the newest last. {@link #NO_DATA} for a period
 * without data points.
 */
public final class Series {

  public static final double NO_DATA = Double.NaN;

  /** A metric that has never had a data point, or one that nobody has asked for yet. */
  static final Series NEVER = new Series();

  private final double[] values;

  Series(double... values) {
    this.values = values.clone();
  }

  int periods() {
    return values.length;
  }

  /** This value in each period without data. */
  Series filled(double value) {
    return new Series(Arrays.stream(values).map(one -> Double.isNaN(one) ? value : one).toArray());
  }

  /** The value so many periods ago. */
  double ago(int periods) {
    int at = values.length - 1 - periods;
    return at < 0 ? NO_DATA : values[at];
  }

  boolean hasNoData() {
    return Arrays.stream(values).allMatch(Double::isNaN);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
