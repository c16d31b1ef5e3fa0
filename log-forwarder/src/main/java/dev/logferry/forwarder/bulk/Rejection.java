package dev.logferry.forwarder.bulk;

/**
 * A document that Elasticsearch does not take, at least not now.
 *
 * @param cause why
 * @param attempts how often the document was sent
 * @param retryable whether the cause lies outside the document, in the state of the index or the
 *     configuration of the cluster, so that the same document can be taken later
 */
public record Rejection(Cause cause, int attempts, boolean retryable) {}
