package dev.logferry.cli.ship;

import dev.logferry.cli.ship.PayloadOutcome.Accounted;
import dev.logferry.cli.ship.PayloadOutcome.Failed;
import dev.logferry.cli.ship.PayloadOutcome.Queued;
import dev.logferry.cli.ship.PayloadOutcome.Undeliverable;
import dev.logferry.forwarder.Ledger;

/**
 * How far an upload is.
 *
 * @param payloads posted, whatever came of them
 * @param events in these payloads
 * @param lastLine of the input that these payloads hold; 0 before the first
 * @param queuedEvents taken by Lambda for later
 * @param failedPayloads that are not known to have been processed
 * @param failedEvents in these payloads
 * @param ledger what the function says became of the other events
 */
record UploadReport(
    long payloads,
    long events,
    long lastLine,
    long queuedEvents,
    long failedPayloads,
    long failedEvents,
    Ledger ledger) {

  /** Before the first payload. */
  static final UploadReport NONE = new UploadReport(0, 0, 0, 0, 0, 0, Ledger.NOTHING_RECEIVED);

  UploadReport plus(Payload payload, PayloadOutcome outcome) {
    int count = payload.events();
    int queued = outcome instanceof Queued ? count : 0;
    boolean failed = outcome instanceof Failed || outcome instanceof Undeliverable;
    return new UploadReport(
        payloads + 1,
        events + count,
        payload.lines().last(),
        queuedEvents + queued,
        failedPayloads + (failed ? 1 : 0),
        failedEvents + (failed ? count : 0),
        outcome instanceof Accounted(var accounted) ? ledger.plus(accounted) : ledger);
  }
}
