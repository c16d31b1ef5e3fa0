package dev.logferry.forwarder;

/**
 * Counts what became of every log event that an invocation received. A ledger that does not balance
 * cannot be built, so an event that ends nowhere is an exception and never a silence.
 *
 * @param received events read from the payload; the part of a payload that cannot be read counts as
 *     one
 * @param indexed stored by Elasticsearch, first time
 * @param duplicate already stored under the same id by an earlier delivery
 * @param filtered left out by a rule that the operator wrote
 * @param degraded stored in a safe form after a mapping conflict
 * @param failureStored taken by Elasticsearch's failure store
 * @param deadLettered kept as a dead letter
 * @param returned handed back: the invocation fails, and Lambda keeps the payload
 */
public record Ledger(
    int received,
    int indexed,
    int duplicate,
    int filtered,
    int degraded,
    int failureStored,
    int deadLettered,
    int returned) {

  /** The ledger of an invocation that carried no log event, such as a control message. */
  public static final Ledger NOTHING_RECEIVED = new Ledger(0, 0, 0, 0, 0, 0, 0, 0);

  public Ledger {
    int smallest =
        Math.min(
            Math.min(Math.min(received, indexed), Math.min(duplicate, filtered)),
            Math.min(Math.min(degraded, failureStored), Math.min(deadLettered, returned)));
    if (smallest < 0) {
      throw new IllegalStateException("negative count in the ledger: " + smallest);
    }
    long settled =
        (long) indexed + duplicate + filtered + degraded + failureStored + deadLettered + returned;
    if (received != settled) {
      throw new Unaccounted(
          Math.abs(received - settled),
          "unaccounted log events: received %d, but indexed %d + duplicate %d + filtered %d + degraded %d + failureStored %d + deadLettered %d + returned %d = %d"
              .formatted(
                  received,
                  indexed,
                  duplicate,
                  filtered,
                  degraded,
                  failureStored,
                  deadLettered,
                  returned,
                  settled));
    }
  }

  /** Events ended in no count, or in more than one. */
  public static final class Unaccounted extends IllegalStateException {
    private static final long serialVersionUID = 1;

    private final long events;

    Unaccounted(long events, String message) {
      super(message);
      this.events = events;
    }

    /** How many. */
    public long events() {
      return events;
    }
  }

  /** The ledger of both together. */
  public Ledger plus(Ledger other) {
    return new Ledger(
        received + other.received,
        indexed + other.indexed,
        duplicate + other.duplicate,
        filtered + other.filtered,
        degraded + other.degraded,
        failureStored + other.failureStored,
        deadLettered + other.deadLettered,
        returned + other.returned);
  }
}
