package dev.logferry.forwarder;

import java.util.EnumMap;
import java.util.Map;

/**
 * Accounts for every log event that an invocation received. A ledger that does not balance cannot
 * be built, so an event that ends nowhere is an exception and never goes unnoticed.
 *
 * @param received events read; a part of a payload that cannot be read counts as one
 * @param counts how many events had each outcome; an outcome that is absent had none
 */
public record Ledger(int received, Map<Outcome, Integer> counts) {

  /** The ledger of an invocation that carried no log event, such as a control message. */
  public static final Ledger NOTHING_RECEIVED = new Ledger(0, Map.of());

  public Ledger {
    EnumMap<Outcome, Integer> copy = new EnumMap<>(Outcome.class);
    long sum = 0;
    for (Map.Entry<Outcome, Integer> count : counts.entrySet()) {
      if (count.getValue() < 0) {
        throw new IllegalStateException("negative count in the ledger: " + counts);
      }
      if (count.getValue() > 0) {
        copy.put(count.getKey(), count.getValue());
      }
      sum += count.getValue();
    }
    if (received != sum) {
      throw new UnaccountedEvents(received, sum, counts);
    }
    counts = copy;
  }

  /** How many events had an outcome. */
  public int count(Outcome outcome) {
    return counts.getOrDefault(outcome, 0);
  }

  /** The ledger of both together. */
  public Ledger plus(Ledger other) {
    EnumMap<Outcome, Integer> sum = new EnumMap<>(Outcome.class);
    sum.putAll(counts);
    for (Map.Entry<Outcome, Integer> count : other.counts.entrySet()) {
      sum.put(count.getKey(), count.getValue() + count(count.getKey()));
    }
    return new Ledger(received + other.received, sum);
  }

  /** Events were received that have no outcome, or outcomes counted that no event had. */
  public static final class UnaccountedEvents extends IllegalStateException {

    private static final long serialVersionUID = 1;

    private final long events;

    UnaccountedEvents(int received, long sum, Map<Outcome, Integer> counts) {
      super(
          "unaccounted log events: received %d, but the outcomes %s add up to %d"
              .formatted(received, counts, sum));
      this.events = Math.abs(received - sum);
    }

    /** By how many events the ledger is off. */
    public long events() {
      return events;
    }
  }
}
