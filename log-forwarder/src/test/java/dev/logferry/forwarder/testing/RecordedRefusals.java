package dev.logferry.forwarder.testing;

import dev.logferry.forwarder.bulk.Refusal;
import dev.logferry.forwarder.bulk.Refusals;
import dev.logferry.forwarder.document.LogDocument;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers which documents were refused, and why. */
public final class RecordedRefusals implements Refusals {

  /**
   * A document and why it was refused.
   *
   * @param document as it was last sent
   */
  public record Refused(LogDocument document, Refusal refusal) {}

  private final List<Refused> refused = new CopyOnWriteArrayList<>();

  @Override
  public void refused(LogDocument document, Refusal refusal) {
    refused.add(new Refused(document, refusal));
  }

  /** All of them, in order. */
  public List<Refused> all() {
    return List.copyOf(refused);
  }
}
