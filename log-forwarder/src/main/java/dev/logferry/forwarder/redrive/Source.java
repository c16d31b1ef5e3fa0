package dev.logferry.forwarder.redrive;

/**
 * Where undelivered events are kept.
 *
 * @param kind what stands there
 * @param bucket the bucket's name
 * @param prefix what the keys begin with; for dead letters up to and with the folder of their kind
 */
public record Source(Kind kind, String bucket, String prefix) {

  /** What an object of a source is. */
  public enum Kind {
    /** Lambda's record of an invocation that it gave up. */
    FAILED_INVOCATION,
    /** Dead letters that hold payloads that could not be decoded. */
    UNREADABLE,
    /** Dead letters that hold documents that Elasticsearch refused. */
    REFUSED
  }
}
