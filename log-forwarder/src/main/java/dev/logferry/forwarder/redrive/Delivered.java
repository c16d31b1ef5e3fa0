package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.Ledger;

/**
 * What delivering the content of an object came to.
 *
 * @param ledger what became of its events
 * @param problem why it has to come again; empty if it does not
 * @param reached whether Elasticsearch was asked for anything
 * @param moved whether a part of it became an unreadable dead letter
 */
record Delivered(Ledger ledger, String problem, boolean reached, boolean moved) {

  boolean failed() {
    return !problem.isEmpty();
  }

  Delivered plus(Delivered other) {
    return new Delivered(
        ledger.plus(other.ledger),
        problem.isEmpty() ? other.problem : problem,
        reached || other.reached,
        moved || other.moved);
  }
}
