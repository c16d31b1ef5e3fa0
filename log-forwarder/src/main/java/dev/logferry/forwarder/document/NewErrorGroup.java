package dev.logferry.forwarder.document;

/**
 * An error group that this instance does not know yet, as a document to be sent along with others.
 * The receiver has to call exactly one of {@link #written} and {@link #notWritten}.
 */
public final class NewErrorGroup {

  private final LogDocument document;
  private final String group;
  private final KnownErrorGroups known;

  NewErrorGroup(LogDocument document, String group, KnownErrorGroups known) {
    this.document = document;
    this.group = group;
    this.known = known;
  }

  /** To be created; 201 and 409 are both fine. */
  public LogDocument document() {
    return document;
  }

  /** Elasticsearch has it now, or had it before. */
  public void written() {
    known.known(group);
  }

  /** Elasticsearch rejected it, or was not asked: the group's next event tries again. */
  public void notWritten() {
    known.forget(group);
  }
}
