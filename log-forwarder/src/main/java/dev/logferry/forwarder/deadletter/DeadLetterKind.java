package dev.logferry.forwarder.deadletter;

/** What the dead letters of one object have in common: what brings them back. */
public enum DeadLetterKind {
  /** Documents that Elasticsearch rejects; worth another attempt under other settings. */
  REJECTED("rejected/"),
  /** Documents rejected for a cause outside of them; every redrive tries them again. */
  RETRYABLE("retryable/"),
  /** Payloads that could not be decoded; worth another attempt with another release. */
  MALFORMED("malformed/");

  private final String folder;

  DeadLetterKind(String folder) {
    this.folder = folder;
  }

  /** The folder below the prefix, ending in {@code /}. */
  public String folder() {
    return folder;
  }
}
