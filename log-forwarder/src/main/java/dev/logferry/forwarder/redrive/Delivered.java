package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.Ledger;
import dev.logferry.forwarder.redrive.Outcome.Cause;

/**
 * What delivering the content of an object came to.
 *
 * @param ledger what became of its events
 * @param problem why it has to come again; empty if it does not
 * @param cause what the problem says of the other objects
 * @param reached whether Elasticsearch was asked for anything
 * @param moved whether a part of it became an unreadable dead letter
 */
record Delivered(Ledger ledger, String problem, Cause cause, boolean reached, boolean moved) {

  /** Nothing was there to deliver. */
  static final Delivered NOTHING =
      new Delivered(Ledger.NOTHING_RECEIVED, "", Cause.ITS_KIND, false, false);

  boolean failed() {
    return !problem.isEmpty();
  }

  Delivered plus(Delivered other) {
    return new Delivered(
        ledger.plus(other.ledger),
        problem.isEmpty() ? other.problem : problem,
        failed() && (cause == Cause.DELIVERY || !other.failed()) ? cause : other.cause,
        reached || other.reached,
        moved || other.moved);
  }
}
