package dev.logferry.forwarder.lambda;

import dev.logferry.forwarder.report.RedriveSummary;

/** Fails the invocation of a redrive that cannot do its work in S3. Nothing is lost by it. */
public final class RedriveFailed extends RuntimeException {

  private static final long serialVersionUID = 1;

  RedriveFailed(RedriveSummary summary) {
    super(summary.problem(), null, false, false);
  }
}
