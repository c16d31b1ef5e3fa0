package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.Ledger;
import dev.logferry.forwarder.bulk.BulkDelivery;
import dev.logferry.forwarder.bulk.RejectedDocuments;
import dev.logferry.forwarder.bulk.Rejection;
import dev.logferry.forwarder.bulk.Settlement;
import dev.logferry.forwarder.deadletter.DeadLetter.RefusedDocument;
import dev.logferry.forwarder.deadletter.DeadLetterResult;
import dev.logferry.forwarder.deadletter.DeadLetters;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.redrive.Outcome.Cause;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * Documents that were refused before, sent again as they are stored. Those that are refused again
 * become new dead letters, with all attempts so far.
 */
final class Resend {

  /** Both stand unescaped in a bulk request. */
  private static final Pattern PLAIN_ID = Pattern.compile("[A-Za-z0-9_=.:-]{1,512}");

  private final DeadLetters deadLetters;
  private final BulkDelivery delivery;
  private final Map<Integer, Integer> earlierAttempts = new ConcurrentHashMap<>();
  private int received;

  Resend(
      Invocation invocation,
      BiFunction<Invocation, RejectedDocuments, BulkDelivery> deliveries,
      DeadLetters deadLetters) {
    this.deadLetters = deadLetters;
    this.delivery = deliveries.apply(invocation, this::refused);
  }

  /** Whether it can stand in a bulk request. */
  static boolean canSend(RefusedDocument letter) {
    boolean oneLine = true;
    for (byte each : letter.document()) {
      oneLine &= each != '\n' && each != '\r';
    }
    return oneLine && PLAIN_ID.matcher(letter.id()).matches();
  }

  void take(RefusedDocument letter) {
    int part = received++;
    earlierAttempts.put(part, letter.rejection().attempts());
    delivery.add(letter.toDocument(part));
  }

  private void refused(LogDocument document, Rejection rejection) {
    deadLetters.refused(
        document,
        new Rejection(
            rejection.status(),
            rejection.errorType(),
            rejection.errorField(),
            rejection.reason(),
            rejection.attempts() + earlierAttempts.getOrDefault(document.part(), 0)));
  }

  Delivered finish() {
    Settlement settlement = delivery.finish();
    DeadLetterResult kept = deadLetters.finish();
    Ledger ledger =
        new Ledger(
            received,
            settlement.indexed(),
            settlement.duplicate(),
            0,
            settlement.degraded(),
            settlement.failureStored(),
            kept.letters(),
            settlement.returned() + kept.lost());
    return new Delivered(
        ledger,
        problem(settlement, kept),
        Cause.DELIVERY,
        settlement.traffic().requests() > 0,
        false);
  }

  private static String problem(Settlement settlement, DeadLetterResult kept) {
    if (settlement.returned() > 0) {
      return "%d documents were not delivered: %s"
          .formatted(settlement.returned(), settlement.returnedFor());
    }
    return kept.lost() == 0
        ? ""
        : "%d dead letters could not be kept: %s".formatted(kept.lost(), kept.why());
  }
}
