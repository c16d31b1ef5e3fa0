package dev.logferry.forwarder;

import dev.logferry.forwarder.bulk.Settlement;
import dev.logferry.forwarder.deadletter.Kept;
import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.document.Filtered;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.document.RedactionCounts;
import dev.logferry.forwarder.report.Summary;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts along the way. What was received is counted where events are read, and never derived from
 * what was delivered, so that a stage that drops an event is found out by the ledger.
 */
final class Accounts {

  private int received;
  private int unreadable;
  private int unreadableKept;
  private int filtered;
  private int controlMessages;
  private long receivedBytes;
  private long oldestEventEpochMillis = Long.MAX_VALUE;
  private final Problems unreadableParts = new Problems();
  private final Set<String> warnings = new LinkedHashSet<>();
  private final Set<Integer> unsettledParts = new TreeSet<>();
  private final Map<String, Integer> filteredBy = new TreeMap<>();
  private final Map<String, Integer> guarded = new TreeMap<>();
  private final RedactionCounts redactions = new RedactionCounts();

  void receivedBytes(long bytes) {
    receivedBytes += bytes;
  }

  void received(LogEvent event) {
    received++;
    oldestEventEpochMillis = Math.min(oldestEventEpochMillis, event.timestamp());
  }

  void controlMessage() {
    controlMessages++;
  }

  /**
   * The rest of a part cannot be read. How many events it holds is unknown: it counts as one. It
   * goes back to whoever sent it.
   */
  void unreadable(int part, String why) {
    unreadable++;
    unsettledParts.add(part);
    unreadableParts.add(why);
  }

  /** The rest of a part cannot be read, counts as one event and is given to the dead letters. */
  void unreadableKept() {
    unreadableKept++;
  }

  void warning(String warning) {
    warnings.add(warning);
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

  /**
   * @param settlement what became of the documents
   * @param kept what became of those refused, and of what could not be read
   */
  Summary summary(Settlement settlement, Kept kept) {
    Ledger ledger =
        new Ledger(
            received + unreadable + unreadableKept,
            settlement.indexed(),
            settlement.duplicate(),
            filtered,
            settlement.degraded(),
            settlement.failureStored(),
            kept.letters(),
            settlement.returned() + kept.lost() + unreadable);
    requireEveryLetter(settlement, kept);
    unsettledParts.addAll(settlement.returnedParts());
    unsettledParts.addAll(kept.lostParts());
    Map<String, Integer> returnedFor = CauseCounts.mostFrequent(settlement.returnedFor());
    return new Summary(
        ledger,
        problem(settlement, returnedFor, kept),
        List.copyOf(warnings),
        new Summary.Causes(
            Map.copyOf(filteredBy),
            Map.copyOf(guarded),
            redactions.byRule(),
            CauseCounts.mostFrequent(settlement.degradedFor()),
            CauseCounts.mostFrequent(settlement.refusedFor()),
            returnedFor),
        unsettledParts,
        unreadable,
        controlMessages,
        receivedBytes,
        settlement.traffic(),
        settlement.failureStoreFailed(),
        settlement.failureStoreNotEnabled(),
        received == 0 ? 0 : oldestEventEpochMillis);
  }

  /** The ledger alone would not notice a letter that stands for another event. */
  private void requireEveryLetter(Settlement settlement, Kept kept) {
    int given = settlement.refused() + unreadableKept;
    if (given != kept.letters() + kept.lost()) {
      throw new Ledger.Unaccounted(
          Math.abs((long) given - kept.letters() - kept.lost()),
          "%d dead letters were given, but %d kept and %d lost"
              .formatted(given, kept.letters(), kept.lost()));
    }
  }

  /** What concerns all parts comes first: of single parts there may be too many to tell. */
  private String problem(Settlement settlement, Map<String, Integer> returnedFor, Kept kept) {
    return Stream.of(
            undelivered(settlement, returnedFor), notKept(kept, settlement), unreadableParts.text())
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private String undelivered(Settlement settlement, Map<String, Integer> returnedFor) {
    return settlement.returned() == 0
        ? ""
        : "%d of %d documents were not delivered: %s"
            .formatted(settlement.returned(), received - filtered, returnedFor);
  }

  private String notKept(Kept kept, Settlement settlement) {
    return kept.lost() == 0
        ? ""
        : "%d dead letters could not be kept: %s; documents were refused: %s"
            .formatted(kept.lost(), kept.why(), CauseCounts.mostFrequent(settlement.refusedFor()));
  }
}
