package dev.logferry.cli.audit;

import dev.logferry.cli.audit.Finding.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The counts of an audit.
 *
 * @param events in CloudWatch
 * @param stored of these, in Elasticsearch
 * @param degraded of these, stored with a part set aside
 * @param filteredBy not stored because a rule of the function leaves them out, by rule
 * @param findings with something wrong, by what is wrong; only those stored twice are stored
 * @param repaired of the findings, put right by this run
 * @param onlyInElasticsearch in Elasticsearch, but not among CloudWatch's events
 */
public record AuditTotals(
    long events,
    long stored,
    long degraded,
    Map<String, Long> filteredBy,
    Map<Kind, Long> findings,
    long repaired,
    long onlyInElasticsearch) {

  static final AuditTotals NOTHING = new AuditTotals(0, 0, 0, Map.of(), Map.of(), 0, 0);

  /** Counts of events that were found in Elasticsearch, or that a rule leaves out. */
  static AuditTotals accounted(
      long events, long stored, long degraded, Map<String, Long> filteredBy) {
    return new AuditTotals(events, stored, degraded, filteredBy, Map.of(), 0, 0);
  }

  /** The counts of one finding. */
  static AuditTotals of(Finding finding) {
    return new AuditTotals(
        0, 0, 0, Map.of(), Map.of(finding.kind(), 1L), finding.repaired() ? 1 : 0, 0);
  }

  AuditTotals plus(AuditTotals other) {
    Map<String, Long> filtered = new TreeMap<>(filteredBy);
    other.filteredBy.forEach((rule, count) -> filtered.merge(rule, count, Long::sum));
    Map<Kind, Long> found = new EnumMap<>(Kind.class);
    found.putAll(findings);
    other.findings.forEach((kind, count) -> found.merge(kind, count, Long::sum));
    return new AuditTotals(
        events + other.events,
        stored + other.stored,
        degraded + other.degraded,
        filtered,
        found,
        repaired + other.repaired,
        onlyInElasticsearch + other.onlyInElasticsearch);
  }

  AuditTotals plusOnlyInElasticsearch(long more) {
    return plus(new AuditTotals(0, 0, 0, Map.of(), Map.of(), 0, more));
  }

  /** How many findings there are of a kind. */
  public long count(Kind kind) {
    return findings.getOrDefault(kind, 0L);
  }

  /** How many findings there are. */
  long found() {
    return findings.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many events have something wrong that was not put right. */
  public long wrong() {
    return found() - repaired;
  }
}
