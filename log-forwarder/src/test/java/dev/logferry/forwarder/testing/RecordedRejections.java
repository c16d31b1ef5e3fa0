package dev.logferry.forwarder.testing;

import dev.logferry.forwarder.bulk.RejectedDocuments;
import dev.logferry.forwarder.bulk.Rejection;
import dev.logferry.forwarder.document.LogDocument;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers which documents were refused, and why. */
public final class RecordedRejections implements RejectedDocuments {

  /**
   * A document and why it was refused.
   *
   * @param document as it was last sent
   */
  public record Refused(LogDocument document, Rejection rejection) {}

  private final List<Refused> refused = new CopyOnWriteArrayList<>();

  @Override
  public void refused(LogDocument document, Rejection rejection) {
    refused.add(new Refused(document, rejection));
  }

  /** All of them, in order. */
  public List<Refused> all() {
    return List.copyOf(refused);
  }
}
