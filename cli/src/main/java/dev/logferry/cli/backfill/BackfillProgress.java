package dev.logferry.cli.backfill;

import dev.logferry.forwarder.Ledger;
import dev.logferry.forwarder.Outcome;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far a backfill is.
 *
 * @param group number of the log group that is read
 * @param start of the part of the time range that is read, in milliseconds since 1970
 * @param token continues within the part; empty for its start
 * @param tokenMillis when the token was issued
 * @param events that were read
 * @param outcomes how many events had each, by the names of the summary
 * @param rejectedFor why Elasticsearch rejects events, with the number of events
 */
public record BackfillProgress(
    int group,
    long start,
    Optional<String> token,
    long tokenMillis,
    long events,
    Map<String, Long> outcomes,
    Map<String, Long> rejectedFor) {

  static BackfillProgress atStart(long start) {
    return new BackfillProgress(0, start, Optional.empty(), 0, 0, Map.of(), Map.of());
  }

  BackfillProgress at(int newGroup, long newStart) {
    return new BackfillProgress(
        newGroup, newStart, Optional.empty(), 0, events, outcomes, rejectedFor);
  }

  BackfillProgress at(Optional<String> newToken, long now) {
    return new BackfillProgress(group, start, newToken, now, events, outcomes, rejectedFor);
  }

  BackfillProgress plus(LateForwarder.Result result) {
    Ledger ledger = result.ledger();
    Map<String, Long> sums = new TreeMap<>(outcomes);
    for (Outcome outcome : Outcome.values()) {
      if (outcome != Outcome.RETURNED && ledger.count(outcome) > 0) {
        sums.merge(outcome.jsonName(), (long) ledger.count(outcome), Long::sum);
      }
    }
    Map<String, Long> causes = new TreeMap<>(rejectedFor);
    result.rejected().values().forEach(cause -> causes.merge(cause, 1L, Long::sum));
    return new BackfillProgress(
        group, start, token, tokenMillis, events + ledger.received(), sums, causes);
  }

  /** How many events Elasticsearch rejects for good. */
  public long rejected() {
    return rejectedFor.values().stream().mapToLong(Long::longValue).sum();
  }

  long count(Outcome outcome) {
    return outcomes.getOrDefault(outcome.jsonName(), 0L);
  }
}
