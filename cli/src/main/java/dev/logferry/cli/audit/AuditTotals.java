package dev.logferry.cli.audit;

import java.util.Map;
import java.util.TreeMap;

/**
 * The counts of an audit.
 *
 * @param events in CloudWatch
 * @param stored of these, in Elasticsearch
 * @param degraded of these, stored with a part set aside
 * @param filteredBy not stored because a rule of the function leaves them out, by rule
 * @param missing neither stored nor filtered nor a dead letter
 * @param deadLettered that wait as dead letters
 * @param storedTwice of those stored, more than once
 * @param repaired of the missing, the dead letters and those stored twice, put right by this run
 * @param onlyInElasticsearch in Elasticsearch, but not among CloudWatch's events
 */
public record AuditTotals(
    long events,
    long stored,
    long degraded,
    Map<String, Long> filteredBy,
    long missing,
    long deadLettered,
    long storedTwice,
    long repaired,
    long onlyInElasticsearch) {

  static final AuditTotals NOTHING = new AuditTotals(0, 0, 0, Map.of(), 0, 0, 0, 0, 0);

  AuditTotals plus(AuditTotals other) {
    Map<String, Long> filtered = new TreeMap<>(filteredBy);
    other.filteredBy.forEach((rule, count) -> filtered.merge(rule, count, Long::sum));
    return new AuditTotals(
        events + other.events,
        stored + other.stored,
        degraded + other.degraded,
        filtered,
        missing + other.missing,
        deadLettered + other.deadLettered,
        storedTwice + other.storedTwice,
        repaired + other.repaired,
        onlyInElasticsearch + other.onlyInElasticsearch);
  }

  /** How many events have something wrong that was not put right. */
  public long wrong() {
    return missing + deadLettered + storedTwice - repaired;
  }
}
