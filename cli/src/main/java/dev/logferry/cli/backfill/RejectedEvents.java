package dev.logferry.cli.backfill;

import dev.logferry.forwarder.OutcomeCounts;
import dev.logferry.forwarder.bulk.Rejection;
import dev.logferry.forwarder.deadletter.DeadLetterResult;
import dev.logferry.forwarder.deadletter.DeadLetters;
import dev.logferry.forwarder.document.LogDocument;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * In place of dead letters, which a backfill does not need: CloudWatch keeps the events.
 * Thread-safe.
 */
final class RejectedEvents implements DeadLetters {
  private final OutcomeCounts counts;
  private final Map<String, String> causes = new HashMap<>();

  RejectedEvents(OutcomeCounts counts) {
    this.counts = counts;
  }

  @Override
  public synchronized void rejected(LogDocument document, Rejection rejection) {
    String cause = rejection.cause().summary();
    causes.put(document.id(), cause);
    counts.returned(document.part(), cause);
  }

  @Override
  public void malformed(int part, byte[] payload, String why) {
    throw new IllegalStateException("a payload of our own is malformed: " + why);
  }

  @Override
  public DeadLetterResult finish() {
    return new DeadLetterResult(Set.of(), "");
  }

  /** Why each document was rejected, by its id. */
  synchronized Map<String, String> causes() {
    return Map.copyOf(causes);
  }
}
