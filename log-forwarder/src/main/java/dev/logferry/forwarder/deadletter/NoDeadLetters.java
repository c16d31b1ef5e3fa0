package dev.logferry.forwarder.deadletter;

import dev.logferry.forwarder.OutcomeCounts;
import dev.logferry.forwarder.bulk.Rejection;
import dev.logferry.forwarder.document.LogDocument;
import java.util.Set;

/** Without a bucket nothing can be kept: the invocation fails, and Lambda keeps the payload. */
final class NoDeadLetters implements DeadLetters {

  private static final String WHY = "LOGFERRY_DEAD_LETTER_BUCKET is not set";

  private final OutcomeCounts counts;
  private int lost;

  NoDeadLetters(OutcomeCounts counts) {
    this.counts = counts;
  }

  @Override
  public void rejected(LogDocument document, Rejection rejection) {
    lose(document.part());
  }

  @Override
  public void malformed(int part, byte[] payload, String why) {
    lose(part);
  }

  private synchronized void lose(int part) {
    lost++;
    counts.returned(part, "no dead letter could be kept: " + WHY);
  }

  @Override
  public synchronized DeadLetterResult finish() {
    return new DeadLetterResult(
        Set.of(), lost == 0 ? "" : "%d dead letters could not be kept: %s".formatted(lost, WHY));
  }
}
