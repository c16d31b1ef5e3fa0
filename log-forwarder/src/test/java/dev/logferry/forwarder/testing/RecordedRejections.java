package dev.logferry.forwarder.testing;

import dev.logferry.forwarder.bulk.RejectedDocuments;
import dev.logferry.forwarder.bulk.Rejection;
import dev.logferry.forwarder.document.LogDocument;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers which documents were rejected, and why. */
public final class RecordedRejections implements RejectedDocuments {

  /**
   * A document and why it was rejected.
   *
   * @param document as it was mapped
   */
  public record Rejected(LogDocument document, Rejection rejection) {}

  private final List<Rejected> rejected = new CopyOnWriteArrayList<>();

  @Override
  public void rejected(LogDocument document, Rejection rejection) {
    rejected.add(new Rejected(document, rejection));
  }

  /** All of them, in order. */
  public List<Rejected> all() {
    return List.copyOf(rejected);
  }
}
