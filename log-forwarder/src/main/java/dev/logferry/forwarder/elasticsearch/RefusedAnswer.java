package dev.logferry.forwarder.elasticsearch;

import dev.logferry.forwarder.bulk.BulkReply;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * An answer with any status but 200, judged by that status whatever its body is and whoever wrote
 * it.
 */
final class RefusedAnswer extends IOException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final String errorType;
  private final transient Optional<Duration> retryAfter;

  RefusedAnswer(int status, String errorType, Optional<Duration> retryAfter) {
    super("status " + status);
    this.status = status;
    this.errorType = errorType;
    this.retryAfter = retryAfter;
  }

  /**
   * What it means for the request. A status below 400 comes from something that is no
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
