package dev.logferry.cli.cloudwatch;

/** Spaces requests so that there are no more than so many per second. Not thread-safe. */
final class RequestRate {
  private final long intervalNanos;
  private long next = System.nanoTime();

  /**
   * @param perSecond 0 for no limit
   */
  RequestRate(double perSecond) {
    this.intervalNanos = perSecond == 0 ? 0 : (long) (1e9 / perSecond);
  }

  /**
   * Four fifths of the quota for FilterLogEvents, which is not adjustable: other programs read,
   * too.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html">CloudWatch
   *     Logs quotas</a>
   */
  static double within(String region) {
    return region.equals("us-east-1") ? 20 : 4;
  }

  void await() throws InterruptedException {
    long wait = next - System.nanoTime();
    if (wait > 0) {
      Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
    }
    next = Math.max(next, System.nanoTime()) + intervalNanos;
  }
}
