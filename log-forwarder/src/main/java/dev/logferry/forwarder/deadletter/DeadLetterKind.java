package dev.logferry.forwarder.deadletter;

/** What the letters of one object have in common: how they are dealt with. */
public enum DeadLetterKind {
  /** Documents that Elasticsearch refused. */
  REFUSED("refused/"),
  /** Payloads that could not be decoded. */
  UNREADABLE("unreadable/");

  private final String folder;

  DeadLetterKind(String folder) {
    this.folder = folder;
  }

  String folder() {
    return folder;
  }
}
