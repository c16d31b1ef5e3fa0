package dev.logferry.forwarder.testing;

import dev.logferry.forwarder.bulk.Rejection;
import dev.logferry.forwarder.deadletter.DeadLetterResult;
import dev.logferry.forwarder.deadletter.DeadLetters;
import dev.logferry.forwarder.document.LogDocument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keeps the dead letters of several invocations; what is not finished is not kept. */
public final class RecordedDeadLetters {

  private final List<Letter> letters = new ArrayList<>();
  private boolean away;

  /**
   * One letter.
   *
   * @param id of the refused document; empty if it is a payload
   * @param payload that could not be read; empty if it is a document
   * @param why what is wrong with it
   */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  public record Letter(int part, String id, byte[] payload, String why) {}

  /** Those that are kept. */
  public List<Letter> letters() {
    return List.copyOf(letters);
  }

  /** Whether letters cannot be written for now. */
  public void away(boolean isAway) {
    away = isAway;
  }

  /** For one invocation. */
  public DeadLetters ofInvocation() {
    List<Letter> taken = new ArrayList<>();
    return new DeadLetters() {
      @Override
      public void refused(LogDocument document, Rejection rejection) {
        taken.add(new Letter(document.part(), document.id(), new byte[0], rejection.cause()));
      }

      @Override
      public void unreadable(int part, byte[] payload, String why) {
        taken.add(new Letter(part, "", payload, why));
      }

      @Override
      public DeadLetterResult finish() {
        if (away && !taken.isEmpty()) {
          Set<Integer> parts = new HashSet<>();
          taken.forEach(letter -> parts.add(letter.part()));
          return new DeadLetterResult(0, taken.size(), parts, "the store is away");
        }
        letters.addAll(taken);
        return new DeadLetterResult(taken.size(), 0, Set.of(), "");
      }
    };
  }
}
