package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.Ledger;
import dev.logferry.forwarder.Outcome;
import dev.logferry.forwarder.OutcomeCounts;
import dev.logferry.forwarder.bulk.BulkDelivery;
import dev.logferry.forwarder.bulk.CircuitBreaker;
import dev.logferry.forwarder.bulk.Rejection;
import dev.logferry.forwarder.deadletter.DeadLetter.RejectedDocument;
import dev.logferry.forwarder.deadletter.DeadLetterKind;
import dev.logferry.forwarder.deadletter.DeadLetterResult;
import dev.logferry.forwarder.deadletter.DeadLetters;
import dev.logferry.forwarder.document.LogDocument;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Sends the rejected documents of one dead letter object again, as they are stored. Those that are
 * rejected again stay dead letters, with all attempts so far. Not thread-safe.
 */
final class DocumentRedrive {

  private final OutcomeCounts counts = new OutcomeCounts();
  private final DeadLetters deadLetters;
  private final BulkDelivery delivery;
  private final List<Integer> earlierAttempts = Collections.synchronizedList(new ArrayList<>());

  DocumentRedrive(
      RedriveStages stages, CircuitBreaker breaker, RedriveObject object, Invocation invocation) {
    this.deadLetters = stages.deadLetterSink().begin(invocation, counts, object.redriven());
    this.delivery =
        stages.deliveries().begin(invocation.deadline(), breaker, counts, this::rejected);
  }

  /** Whether a document can be part of a bulk request. */
  static boolean canSend(RejectedDocument letter) {
    for (byte each : letter.document()) {
      if (each == '\n' || each == '\r') {
        return false;
      }
    }
    return isPlain(letter.id());
  }

  /** An id is written into a bulk request as it is. */
  private static boolean isPlain(String id) {
    boolean plain = !id.isEmpty() && id.length() <= 512;
    for (int i = 0; plain && i < id.length(); i++) {
      char c = id.charAt(i);
      plain =
          (c >= '0' && c <= '9')
              || (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || "_=.:-".indexOf(c) >= 0;
    }
    return plain;
  }

  void take(RejectedDocument letter) {
    int part = earlierAttempts.size();
    earlierAttempts.add(letter.rejection().attempts());
    delivery.add(letter.toDocument(part));
  }

  private void rejected(LogDocument document, Rejection rejection) {
    int attempts = rejection.attempts() + earlierAttempts.get(document.part());
    deadLetters.rejected(
        document, new Rejection(rejection.cause(), attempts, rejection.retryable()));
  }

  /**
   * What was done.
   *
   * @param ledger what became of the documents
   * @param written what is left of them
   * @param problem why the object has to be tried again; empty if it does not
   */
  record Result(Ledger ledger, DeadLetterResult written, String problem) {

    /** Whether all of an object of retryable documents was rejected again. */
    boolean isUnchanged(RedriveObject object) {
      return object.source().letters().equals(Optional.of(DeadLetterKind.RETRYABLE))
          && ledger.received() == ledger.count(Outcome.DEAD_LETTERED);
    }
  }

  Result finish() {
    delivery.finish();
    DeadLetterResult written = deadLetters.finish();
    int returned = counts.count(Outcome.RETURNED);
    String problem =
        returned == 0
            ? ""
            : "%d documents were not delivered: %s"
                .formatted(returned, counts.causes(Outcome.RETURNED));
    return new Result(counts.ledger(earlierAttempts.size()), written, problem);
  }

  /** Why documents are still rejected. */
  String rejectedFor() {
    return counts.causes(Outcome.DEAD_LETTERED).toString();
  }
}
