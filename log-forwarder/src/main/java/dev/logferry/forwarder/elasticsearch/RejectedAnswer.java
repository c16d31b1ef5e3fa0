package dev.logferry.forwarder.elasticsearch;

import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.bulk.Cause;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * An answer with any status but 200, classified by that status alone, since its body can come from
 * anything between here and the cluster.
 */
final class RejectedAnswer extends IOException {

  private static final long serialVersionUID = 1;

  private final transient Cause cause;
  private final boolean byElasticsearch;
  private final transient Optional<Duration> retryAfter;

  private RejectedAnswer(Cause cause, boolean byElasticsearch, Optional<Duration> retryAfter) {
    super("status " + cause.status(), null);
    this.cause = cause;
    this.byElasticsearch = byElasticsearch;
    this.retryAfter = retryAfter;
  }

  /** Reads the body of an answer, as far as an error can reach. */
  static RejectedAnswer read(HttpAnswer answer) {
    Cause cause = ErrorBody.cause(answer.statusCode(), answer.body(ErrorBody.MAX_BYTES));
    answer.release();
    String retryAfter = answer.header("Retry-After");
    return new RejectedAnswer(
        cause,
        !cause.type().isEmpty() || "Elasticsearch".equals(answer.header("X-Elastic-Product")),
        retryAfter == null ? Optional.empty() : RetryAfter.seconds(retryAfter));
  }

  /** What it means for the request. Elasticsearch never answers with a status below 400. */
  BulkReply reply() {
    return cause.status() >= 400
        ? new BulkReply.RequestRejected(cause, byElasticsearch, retryAfter)
        : new BulkReply.MalformedReply("an answer with status " + cause.status());
  }

  boolean isUnauthorized() {
    return cause.status() == 401 || (cause.status() == 403 && byElasticsearch);
  }
}
