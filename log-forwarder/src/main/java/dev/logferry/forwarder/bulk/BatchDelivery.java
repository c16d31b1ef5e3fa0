package dev.logferry.forwarder.bulk;

import dev.logferry.forwarder.bulk.BulkReply.Answered;
import dev.logferry.forwarder.bulk.BulkReply.TurnedAway;
import dev.logferry.forwarder.bulk.BulkReply.Unintelligible;
import dev.logferry.forwarder.bulk.BulkReply.Unreachable;
import dev.logferry.forwarder.bulk.BulkReply.Untrusted;
import dev.logferry.forwarder.document.LogDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Delivers batches: sends, judges each item, waits and resends what is worth it, until every
 * document has an outcome or the time is spent. For several threads, each with a batch of its own.
 */
final class BatchDelivery {

  /**
   * When so many lone documents get a 400 and no request was ever answered, the documents are not
   * the cause: splitting on would only double the requests.
   */
  private static final int TELLING_REJECTIONS = 3;

  private final BulkClient client;
  private final Duration requestTimeout;
  private final RetryBudget retryBudget;
  private final Tally tally;
  private final RejectedDocuments rejected;

  /** Documents for which a request of their own was refused as a whole. */
  private int loneRejections;

  private boolean everAnswered;

  BatchDelivery(
      BulkClient client,
      Duration requestTimeout,
      RetryBudget retryBudget,
      Tally tally,
      RejectedDocuments rejected) {
    this.client = client;
    this.requestTimeout = requestTimeout;
    this.retryBudget = retryBudget;
    this.tally = tally;
    this.rejected = rejected;
  }

  /** What is to be sent again, and whether a wait comes first. */
  private record Unsettled(List<DocumentAttempt> documents, boolean afterAWait) {
    static final Unsettled NONE = new Unsettled(List.of(), false);

    static Unsettled all(List<DocumentAttempt> documents) {
      return new Unsettled(documents, true);
    }
  }

  void deliver(List<DocumentAttempt> batch) {
    Unsettled unsettled = new Unsettled(batch, false);
    for (int attempt = 1; !unsettled.documents().isEmpty(); attempt++) {
      Optional<Duration> timeout = retryBudget.timeoutWithin(requestTimeout);
      if (timeout.isEmpty() || retryBudget.givenUp().isPresent()) {
        giveBack(unsettled.documents());
        return;
      }
      List<DocumentAttempt> sent =
          unsettled.documents().stream().map(DocumentAttempt::sent).toList();
      BulkReply reply = send(sent, timeout.get());
      unsettled = judge(sent, reply);
      if (unsettled.afterAWait() && retryBudget.givenUp().isEmpty()) {
        retryBudget.waitAfter(attempt, reply.retryAfter(), reply.why());
      }
    }
  }

  private void giveBack(List<DocumentAttempt> documents) {
    tally.returned(
        documents.stream().map(DocumentAttempt::original).toList(),
        retryBudget.givenUp().orElseThrow());
  }

  private BulkReply send(List<DocumentAttempt> documents, Duration timeout) {
    BulkRequest request =
        new BulkRequest(documents.stream().map(DocumentAttempt::current).toList());
    tally.retried((int) documents.stream().filter(document -> document.attempts() > 1).count());
    tally.sent(request.sizeBytes());
    long before = System.nanoTime();
    BulkReply reply = client.send(request, timeout);
    tally.answered(Duration.ofNanos(System.nanoTime() - before));
    return reply;
  }

  /** Settles what the reply settles. */
  private Unsettled judge(List<DocumentAttempt> sent, BulkReply reply) {
    return switch (reply) {
      case Answered(List<ItemReply> items) when areAbout(items, sent) -> judgeItems(sent, items);
      case Answered _, Unintelligible _, Unreachable _ -> Unsettled.all(sent);
      case TurnedAway turnedAway -> judgeRequest(sent, turnedAway);
      case Untrusted(String why) -> {
        retryBudget.giveUp(why);
        yield Unsettled.all(sent);
      }
    };
  }

  private static boolean areAbout(List<ItemReply> items, List<DocumentAttempt> sent) {
    boolean all = items.size() == sent.size();
    for (int i = 0; all && i < items.size(); i++) {
      all = items.get(i).isAbout(sent.get(i).original().id());
    }
    return all;
  }

  private Unsettled judgeItems(List<DocumentAttempt> sent, List<ItemReply> items) {
    answered();
    List<DocumentAttempt> again = new ArrayList<>();
    boolean afterAWait = false;
    for (int i = 0; i < sent.size(); i++) {
      Optional<DocumentAttempt> next = judgeItem(sent.get(i), items.get(i));
      afterAWait |= next.isPresent() && ItemOutcome.of(items.get(i)) == ItemOutcome.RETRY;
      next.ifPresent(again::add);
    }
    return new Unsettled(again, afterAWait);
  }

  /** Settles a document, or says in which form it is sent again. */
  private Optional<DocumentAttempt> judgeItem(DocumentAttempt sent, ItemReply item) {
    switch (ItemOutcome.of(item)) {
      case INDEXED -> sent.mappingRejection().ifPresentOrElse(tally::degraded, tally::indexed);
      case DUPLICATE -> tally.duplicate();
      case FAILURE_STORED -> tally.failureStored();
      case RETRY -> {
        return Optional.of(sent);
      }
      case REFUSED_BY_MAPPING -> {
        Rejection rejection = item.rejection(sent.attempts());
        if (sent.mappingRejection().isEmpty()) {
          tally.failureStore(item.failureStore());
          return Optional.of(sent.asFallback(rejection));
        }
        refuse(sent, rejection);
      }
      case REFUSED -> refuse(sent, item.rejection(sent.attempts()));
    }
    return Optional.empty();
  }

  private Unsettled judgeRequest(List<DocumentAttempt> sent, TurnedAway turnedAway) {
    if (turnedAway.status() == 400 && isNoDocumentsFault()) {
      retryBudget.giveUp("not for a document's sake: " + turnedAway.why());
      return Unsettled.all(sent);
    }
    return switch (RequestOutcome.of(turnedAway.status())) {
      case RETRY -> Unsettled.all(sent);
      case SPLIT -> {
        split(sent, turnedAway);
        yield Unsettled.NONE;
      }
      case UNAUTHORIZED, MISDIRECTED -> {
        retryBudget.giveUp(turnedAway.why());
        yield Unsettled.all(sent);
      }
    };
  }

  private void split(List<DocumentAttempt> sent, TurnedAway turnedAway) {
    if (sent.size() == 1) {
      DocumentAttempt culprit = sent.getFirst();
      refuse(culprit, turnedAway.rejection(culprit.attempts()));
      refusedAlone();
      return;
    }
    int middle = sent.size() / 2;
    deliver(sent.subList(0, middle));
    deliver(sent.subList(middle, sent.size()));
  }

  private void refuse(DocumentAttempt pending, Rejection last) {
    Rejection rejection = pending.finalRejection(last);
    LogDocument document = pending.original();
    tally.refused(rejection);
    synchronized (rejected) {
      rejected.refused(document, rejection);
    }
  }

  private synchronized void answered() {
    everAnswered = true;
  }

  private synchronized void refusedAlone() {
    loneRejections++;
  }

  private synchronized boolean isNoDocumentsFault() {
    return !everAnswered && loneRejections >= TELLING_REJECTIONS;
  }
}
