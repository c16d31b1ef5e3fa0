package dev.logferry.forwarder.elasticsearch;

import dev.logferry.forwarder.bulk.BulkReply;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * An answer with any status but 200, classified by that status whatever its body is and whoever
 * wrote it.
 */
final class RejectedAnswer extends IOException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final String errorType;
  private final transient Optional<Duration> retryAfter;

  private RejectedAnswer(int status, String errorType, Optional<Duration> retryAfter) {
    super("status " + status, null);
    this.status = status;
    this.errorType = errorType;
    this.retryAfter = retryAfter;
  }

  /** Reads the body of an answer, as far as an error can reach. */
  static RejectedAnswer read(HttpAnswer answer) {
    String errorType = ErrorBody.type(answer.body(ErrorBody.MAX_BYTES));
    answer.release();
    String retryAfter = answer.header("Retry-After");
    return new RejectedAnswer(
        answer.statusCode(),
        errorType,
        retryAfter == null ? Optional.empty() : RetryAfter.seconds(retryAfter));
  }

  /**
   * What it means for the request. A status below 400 comes from something that is not
   * Elasticsearch.
   */
  BulkReply reply() {
    return status >= 400
        ? new BulkReply.TurnedAway(status, errorType, retryAfter)
        : new BulkReply.Unintelligible("an answer with status " + status);
  }

  boolean isUnauthorized() {
    return status == 401 || status == 403;
  }
}
