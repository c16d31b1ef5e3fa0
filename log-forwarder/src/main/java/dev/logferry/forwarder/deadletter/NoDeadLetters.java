package dev.logferry.forwarder.deadletter;

import dev.logferry.forwarder.bulk.Rejection;
import dev.logferry.forwarder.document.LogDocument;
import java.util.HashSet;
import java.util.Set;

/** Where there is no bucket, nothing can be kept: the invocation fails and Lambda keeps it. */
public final class NoDeadLetters implements DeadLetters {

  private int lost;
  private final Set<Integer> parts = new HashSet<>();

  @Override
  public void refused(LogDocument document, Rejection rejection) {
    lost++;
    parts.add(document.part());
  }

  @Override
  public void unreadable(int part, byte[] payload, String why) {
    lost++;
    parts.add(part);
  }

  @Override
  public DeadLetterResult finish() {
    return lost == 0
        ? DeadLetterResult.NOTHING
        : new DeadLetterResult(0, lost, parts, "LOGFERRY_DEAD_LETTER_BUCKET is not set");
  }
}
