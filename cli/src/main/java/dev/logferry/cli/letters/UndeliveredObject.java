package dev.logferry.cli.letters;

import java.time.Instant;

/**
 * An object that keeps undelivered events.
 *
 * @param path its key without the prefix of the settings, as operators name it
 */
public record UndeliveredObject(
    Kind kind, String bucket, String key, String path, long bytes, Instant modified) {

  /** What an object keeps. */
  public enum Kind {
    /** Documents that Elasticsearch rejects. */
    REJECTED,
    /** Documents rejected for a cause outside of them. */
    RETRYABLE,
    /** Payloads that cannot be decoded. */
    MALFORMED,
    /** Lambda's records of invocations that failed. */
    UNDELIVERED
  }
}
