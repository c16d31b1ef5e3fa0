package dev.logferry.localstack.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long events took from the log line until an analyst found them. Thread-safe. */
public final class Latencies {

  private static final int KEPT = 100_000;

  private final List<Long> toCloudWatch = new ArrayList<>();
  private final List<Long> fromCloudWatch = new ArrayList<>();
  private final List<Long> whole = new ArrayList<>();

  /**
   * Adds an event. Times are milliseconds since 1970.
   *
   * @param ingested by CloudWatch; 0 if the document does not say
   */
  synchronized void add(long logged, long ingested, long found) {
    if (whole.size() < KEPT) {
      whole.add(found - logged);
      if (ingested > 0) {
        toCloudWatch.add(ingested - logged);
        fromCloudWatch.add(found - ingested);
      }
    }
  }

  /** A sentence with median and 99th percentile, split where CloudWatch accepted the event. */
  @Override
  public synchronized String toString() {
    if (whole.isEmpty()) {
      return "no event has been stored yet";
    }
    String split =
        toCloudWatch.isEmpty()
            ? ""
            : " (to CloudWatch %s, from there %s)"
                .formatted(seconds(toCloudWatch), seconds(fromCloudWatch));
    return "from the log line until it is searchable, %d events: median and p99 %s%s"
        .formatted(whole.size(), seconds(whole), split);
  }

  private static String seconds(List<Long> millis) {
    List<Long> sorted = millis.stream().sorted().toList();
    return String.format(
        Locale.ROOT, "%.2f s, %.2f s", percentile(sorted, 50), percentile(sorted, 99));
  }

  private static double percentile(List<Long> sorted, int percent) {
    return sorted.get((sorted.size() - 1) * percent / 100) / 1_000.0;
  }
}
