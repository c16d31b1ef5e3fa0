package dev.logferry.forwarder;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Counts the outcomes of one invocation's events as they happen, and why. What was received is
 * counted elsewhere, where events are read, so that the {@link Ledger} can compare. Thread-safe.
 */
public final class OutcomeCounts {

  /** Causes can quote field names, of which there may be thousands. */
  private static final int SHOWN_CAUSES = 10;

  private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
  private final Map<Outcome, Map<String, Integer>> causes = new EnumMap<>(Outcome.class);
  private final Set<Integer> returnedParts = new TreeSet<>();

  /** One event had this outcome. */
  public synchronized void add(Outcome outcome) {
    counts.put(outcome, count(outcome) + 1);
  }

  /**
   * One event had this outcome.
   *
   * @param cause why, without any content
   */
  public synchronized void add(Outcome outcome, String cause) {
    counts.put(outcome, count(outcome) + 1);
    explain(outcome, cause);
  }

  /**
   * One event is handed back.
   *
   * @param part which part of the invocation it came from
   * @param cause why, without any content
   */
  public synchronized void returned(int part, String cause) {
    add(Outcome.RETURNED, cause);
    returnedParts.add(part);
  }

  /** States why an event will have an outcome that is counted later. */
  public synchronized void explain(Outcome outcome, String cause) {
    Map<String, Integer> known = causes.get(outcome);
    if (known == null) {
      known = new HashMap<>();
      causes.put(outcome, known);
    }
    known.put(cause, known.getOrDefault(cause, 0) + 1);
  }

  public synchronized int count(Outcome outcome) {
    return counts.getOrDefault(outcome, 0);
  }

  /** Whether no event has an outcome yet. */
  public synchronized boolean isEmpty() {
    return counts.isEmpty();
  }

  /** The parts of the invocation of which an event was handed back, in rising order. */
  public synchronized Set<Integer> returnedParts() {
    return new TreeSet<>(returnedParts);
  }

  /**
   * The account of what was received.
   *
   * @throws Ledger.UnaccountedEvents if an event has no outcome
   */
  public synchronized Ledger ledger(int received) {
    return new Ledger(received, counts);
  }

  /** Why events had an outcome: the ten most frequent causes, the others together as "other". */
  public synchronized Map<String, Integer> causes(Outcome outcome) {
    Map<String, Integer> known = causes.getOrDefault(outcome, Map.of());
    return known.size() <= 1 ? Map.copyOf(known) : mostFrequent(known);
  }

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
