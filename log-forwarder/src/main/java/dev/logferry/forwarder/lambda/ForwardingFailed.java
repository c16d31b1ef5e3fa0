package dev.logferry.forwarder.lambda;

import dev.logferry.forwarder.report.Summary;

/**
 * Fails the invocation, so that Lambda keeps the payload: it retries, and in the end hands it to
 * the on-failure destination. What was stored already is met again as a duplicate.
 */
public final class ForwardingFailed extends RuntimeException {

  private static final long serialVersionUID = 1;

  ForwardingFailed(Summary summary) {
    super(summary.problem() + " " + summary.ledger(), null, false, false);
  }

  /** Shows where the forwarder failed, without the message and causes: they may quote content. */
  ForwardingFailed(RuntimeException failure) {
    super("The forwarder failed: " + failure.getClass().getName(), null, false, true);
    setStackTrace(failure.getStackTrace());
  }
}
