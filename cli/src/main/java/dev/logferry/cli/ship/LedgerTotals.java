package dev.logferry.cli.ship;

import dev.logferry.forwarder.Ledger;

/** Ledgers added up; each count as in {@link Ledger}. */
public record LedgerTotals(
    long received,
    long indexed,
    long duplicate,
    long filtered,
    long degraded,
    long failureStored,
    long deadLettered,
    long returned) {

  /** Nothing yet. */
  public static final LedgerTotals NONE = new LedgerTotals(0, 0, 0, 0, 0, 0, 0, 0);

  /** With one more ledger. */
  public LedgerTotals plus(Ledger ledger) {
    return new LedgerTotals(
        received + ledger.received(),
        indexed + ledger.indexed(),
        duplicate + ledger.duplicate(),
        filtered + ledger.filtered(),
        degraded + ledger.degraded(),
        failureStored + ledger.failureStored(),
        deadLettered + ledger.deadLettered(),
        returned + ledger.returned());
  }
}
