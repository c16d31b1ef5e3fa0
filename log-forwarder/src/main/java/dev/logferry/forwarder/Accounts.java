package dev.logferry.forwarder;

import dev.logferry.forwarder.bulk.Settlement;
import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.document.Filtered;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.document.RedactionCounts;
import dev.logferry.forwarder.report.Summary;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts along the way. What was received is counted where events are read, and never derived from
 * what was delivered, so that a stage that drops an event is found out by the ledger.
 */
final class Accounts {

  /** Causes can quote field names, of which there may be thousands; a log line cannot hold all. */
  private static final int SHOWN_CAUSES = 10;

  private int received;
  private int unreadable;
  private int filtered;
  private long oldestEventEpochMillis = Long.MAX_VALUE;
  private String problem = "";
  private final Map<String, Integer> filteredBy = new TreeMap<>();
  private final Map<String, Integer> guarded = new TreeMap<>();
  private final RedactionCounts redactions = new RedactionCounts();

  void received(LogEvent event) {
    received++;
    oldestEventEpochMillis = Math.min(oldestEventEpochMillis, event.timestamp());
  }

  /**
   * The rest of the payload cannot be read. How many events it holds is unknown: it counts as one.
   */
  void unreadable(String why) {
    unreadable++;
    problem = why;
  }

  void filtered(Filtered by) {
    filtered++;
    filteredBy.merge(by.rule(), 1, Integer::sum);
  }

  void mapped(LogDocument document) {
    document.guards().forEach(guard -> guarded.merge(guard.fieldValue(), 1, Integer::sum));
  }

  RedactionCounts redactions() {
    return redactions;
  }

  /** The summary when no delivery took place: a control message, or nothing readable. */
  Summary nothingSent() {
    return summary(new Settlement(0, 0, 0, 0, 0, 0, 0, Map.of()));
  }

  Summary summary(Settlement settlement) {
    Ledger ledger =
        new Ledger(
            received + unreadable,
            settlement.indexed(),
            settlement.duplicate(),
            filtered,
            0,
            settlement.failureStored(),
            0,
            settlement.returned() + unreadable);
    Map<String, Integer> causes = mostFrequent(settlement.causes());
    return new Summary(
        ledger,
        problem(settlement, causes),
        Map.copyOf(filteredBy),
        Map.copyOf(guarded),
        redactions.byRule(),
        causes,
        settlement.requests(),
        settlement.retriedDocuments(),
        settlement.sentBytes(),
        received == 0 ? 0 : oldestEventEpochMillis);
  }

  private String problem(Settlement settlement, Map<String, Integer> causes) {
    if (settlement.returned() == 0) {
      return problem;
    }
    String undelivered =
        "%d of %d documents were not delivered: %s"
            .formatted(settlement.returned(), received - filtered, causes);
    return problem.isEmpty() ? undelivered : problem + "; " + undelivered;
  }

  /** The most frequent causes first; those beyond the limit are counted together. */
  private static Map<String, Integer> mostFrequent(Map<String, Integer> causes) {
    Map<String, Integer> shown = new LinkedHashMap<>();
    causes.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(
            cause ->
                shown.merge(
                    shown.size() < SHOWN_CAUSES ? cause.getKey() : "other",
                    cause.getValue(),
                    Integer::sum));
    return Collections.unmodifiableMap(shown);
  }
}
