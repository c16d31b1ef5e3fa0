package dev.logferry.forwarder.report;

import dev.logferry.forwarder.Ledger;
import dev.logferry.forwarder.LoopGuard;
import dev.logferry.forwarder.Outcome;
import dev.logferry.forwarder.bulk.Traffic;
import dev.logferry.forwarder.report.Metric.Emission;
import dev.logferry.forwarder.report.MetricValue.Durations;
import dev.logferry.forwarder.report.MetricValue.Whole;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads the metrics off a summary. What is unknown is absent, and never zero. */
final class Measurements {

  private final Map<Metric, MetricValue> values = new EnumMap<>(Metric.class);

  private Measurements() {}

  /** Those of an invocation that accounted for its events. */
  static Map<Metric, MetricValue> of(Summary summary, Instant now) {
    Measurements measurements = new Measurements();
    measurements.ledger(summary.ledger());
    measurements.causes(summary);
    measurements.traffic(summary.traffic());
    measurements.lag(summary.oldestEvent(), now.toEpochMilli());
    measurements.put(Metric.BYTES_RECEIVED, summary.receivedBytes());
    measurements.put(Metric.CONTROL_MESSAGES, summary.controlMessages());
    measurements.put(Metric.FAILED_INVOCATIONS, summary.failed() ? 1 : 0);
    return Collections.unmodifiableMap(measurements.values);
  }

  /** Those of a redrive. */
  static Map<Metric, MetricValue> of(RedriveSummary summary, Instant now) {
    Measurements measurements = new Measurements();
    measurements.ledger(summary.ledger());
    measurements.objects(summary.objects());
    if (summary.oldestUndelivered().isPresent()) {
      measurements.put(
          Metric.OLDEST_UNDELIVERED_AGE, summary.oldestUndelivered().get().toSeconds());
    }
    if (summary.certificatesEnd().isPresent()) {
      measurements.put(
          Metric.CERTIFICATE_DAYS_LEFT, wholeDays(now, summary.certificatesEnd().get()));
    }
    measurements.put(Metric.FAILED_INVOCATIONS, summary.failed() ? 1 : 0);
    return Collections.unmodifiableMap(measurements.values);
  }

  /** Rounded down, so that a certificate that expired an hour ago has -1 and not 0. */
  private static long wholeDays(Instant from, Instant to) {
    return Math.floorDiv(Duration.between(from, to).toSeconds(), Duration.ofDays(1).toSeconds());
  }

  /**
   * Those of an invocation that failed before it had a summary.
   *
   * @param unaccounted events whose outcome could not be counted
   */
  static Map<Metric, MetricValue> ofFailure(long unaccounted) {
    Measurements measurements = new Measurements();
    measurements.put(Metric.EVENTS_UNACCOUNTED, unaccounted);
    measurements.put(Metric.FAILED_INVOCATIONS, 1);
    return Collections.unmodifiableMap(measurements.values);
  }

  /** What one redaction rule found. */
  static Map<Metric, MetricValue> ofRedactions(int count) {
    return Map.of(Metric.REDACTIONS, new Whole(count));
  }

  private void ledger(Ledger ledger) {
    put(Metric.EVENTS_RECEIVED, ledger.received());
    put(Metric.EVENTS_INDEXED, ledger.count(Outcome.INDEXED));
    put(Metric.EVENTS_DUPLICATE, ledger.count(Outcome.DUPLICATE));
    put(Metric.EVENTS_FILTERED, ledger.count(Outcome.FILTERED));
    put(Metric.EVENTS_DEGRADED, ledger.count(Outcome.DEGRADED));
    put(Metric.EVENTS_FAILURE_STORED, ledger.count(Outcome.FAILURE_STORED));
    put(Metric.EVENTS_DEAD_LETTERED, ledger.count(Outcome.DEAD_LETTERED));
    put(Metric.EVENTS_RETURNED, ledger.count(Outcome.RETURNED));
  }

  private void objects(RedriveSummary.Objects objects) {
    put(Metric.OBJECTS_SETTLED, objects.settled());
    put(Metric.OBJECTS_LEFT, objects.left());
    put(Metric.OBJECTS_TOO_YOUNG, objects.tooYoung());
    put(Metric.OBJECTS_FOREIGN, objects.foreign());
    put(Metric.OBJECTS_MOVED, objects.moved());
  }

  private void causes(Summary summary) {
    put(Metric.EVENTS_LOOP_GUARDED, summary.causes().filteredBy().getOrDefault(LoopGuard.RULE, 0));
    long redactions = 0;
    for (int count : summary.causes().redacted().values()) {
      redactions += count;
    }
    put(Metric.REDACTIONS, redactions);
  }

  private void traffic(Traffic traffic) {
    put(Metric.FAILURE_STORE_FAILED, traffic.failureStoreFailed());
    put(Metric.FAILURE_STORE_NOT_ENABLED, traffic.failureStoreNotEnabled());
    put(Metric.EVENTS_RETRYABLE, traffic.retryable());
    put(Metric.ERROR_GROUPS_CREATED, traffic.errorGroupsCreated());
    put(Metric.ERROR_GROUPS_KNOWN, traffic.errorGroupsKnown());
    put(Metric.ERROR_GROUPS_NOT_WRITTEN, traffic.errorGroupsNotWritten());
    put(Metric.BULK_REQUESTS, traffic.requests());
    put(Metric.DOCUMENTS_RETRIED, traffic.retriedDocuments());
    put(Metric.BYTES_SENT, traffic.sentBytes());
    List<Duration> latencies = traffic.latencies();
    if (!latencies.isEmpty()) {
      int taken = Math.min(latencies.size(), EmbeddedMetrics.MAX_VALUES);
      values.put(Metric.BULK_LATENCY, new Durations(latencies.subList(0, taken)));
    }
  }

  /** A clock that runs ahead, which CloudWatch tolerates for two hours, is no negative lag. */
  private void lag(OldestEvent oldest, long now) {
    if (oldest.epochMillis() > 0) {
      putLag(Metric.OLDEST_EVENT_LAG, now - oldest.epochMillis());
    }
    if (oldest.ingestionEpochMillis() > 0) {
      putLag(Metric.LAG_BEFORE_CLOUDWATCH, oldest.ingestionEpochMillis() - oldest.epochMillis());
      putLag(Metric.LAG_AFTER_CLOUDWATCH, now - oldest.ingestionEpochMillis());
    }
  }

  private void putLag(Metric metric, long millis) {
    values.put(metric, new Whole(Math.max(0, millis)));
  }

  private void put(Metric metric, long value) {
    if (value != 0 || metric.emission() != Emission.UNLESS_ZERO) {
      values.put(metric, new Whole(value));
    }
  }
}
