package dev.logferry.cli.ship;

import dev.logferry.cli.ship.ParcelOutcome.Accounted;
import dev.logferry.cli.ship.ParcelOutcome.Failed;
import dev.logferry.cli.ship.ParcelOutcome.Queued;
import dev.logferry.cli.ship.ParcelOutcome.Undeliverable;
import dev.logferry.forwarder.Ledger;

/**
 * How far a shipment is.
 *
 * @param payloads posted, whatever came of them
 * @param events in these payloads
 * @param lastLine of the input that these payloads hold; 0 before the first
 * @param queuedEvents taken by Lambda for later
 * @param failedPayloads that are not known to have been processed
 * @param failedEvents in these payloads
 * @param ledger what the function says became of the other events
 */
record ShipmentReport(
    long payloads,
    long events,
    long lastLine,
    long queuedEvents,
    long failedPayloads,
    long failedEvents,
    Ledger ledger) {

  /** Before the first payload. */
  static final ShipmentReport NONE = new ShipmentReport(0, 0, 0, 0, 0, 0, Ledger.NOTHING_RECEIVED);

  ShipmentReport plus(Parcel parcel, ParcelOutcome outcome) {
    int count = parcel.events();
    int queued = outcome instanceof Queued ? count : 0;
    boolean failed = outcome instanceof Failed || outcome instanceof Undeliverable;
    return new ShipmentReport(
        payloads + 1,
        events + count,
        parcel.lines().last(),
        queuedEvents + queued,
        failedPayloads + (failed ? 1 : 0),
        failedEvents + (failed ? count : 0),
        outcome instanceof Accounted(var accounted) ? ledger.plus(accounted) : ledger);
  }
}
