package dev.logferry.forwarder.elasticsearch;

import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.bulk.Cause;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A response with any status but 200, classified by that status whatever its body is and whatever
 * wrote it.
 */
final class RefusedAnswer extends IOException {

  private static final long serialVersionUID = 1;

  private final transient Cause cause;
  private final boolean byElasticsearch;
  private final transient Optional<Duration> retryAfter;

  RefusedAnswer(Cause cause, boolean byElasticsearch, Optional<Duration> retryAfter) {
    super("status " + cause.status());
    this.cause = cause;
    this.byElasticsearch = byElasticsearch;
    this.retryAfter = retryAfter;
  }

  /** What it means for the request. Elasticsearch never answers with a status below 400. */
  BulkReply reply() {
    return cause.status() >= 400
        ? new BulkReply.RequestRejected(cause, byElasticsearch, retryAfter)
        : new BulkReply.MalformedReply("a response with status " + cause.status());
  }

  boolean isUnauthorized() {
    return cause.status() == 401 || (cause.status() == 403 && byElasticsearch);
  }
}
