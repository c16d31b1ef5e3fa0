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
  private static final int TELLING_REFUSALS = 3;

  private final BulkClient client;
  private final Duration requestTimeout;
  private final Patience patience;
  private final Tally tally;
  private final Refusals refusals;

  /** Documents for which a request of their own was refused as a whole. */
  private int loneRefusals;

  private boolean everAnswered;

  BatchDelivery(
      BulkClient client,
      Duration requestTimeout,
      Patience patience,
      Tally tally,
      Refusals refusals) {
    this.client = client;
    this.requestTimeout = requestTimeout;
    this.patience = patience;
    this.tally = tally;
    this.refusals = refusals;
  }

  /** What is to be sent again, and whether a wait comes first. */
  private record Unsettled(List<Pending> documents, boolean afterAWait) {
    static final Unsettled NONE = new Unsettled(List.of(), false);

    static Unsettled all(List<Pending> documents) {
      return new Unsettled(documents, true);
    }
  }

  void deliver(List<Pending> batch) {
    Unsettled unsettled = new Unsettled(batch, false);
    for (int attempt = 1; !unsettled.documents().isEmpty(); attempt++) {
      Optional<Duration> timeout = patience.timeoutWithin(requestTimeout);
      if (timeout.isEmpty() || patience.givenUp().isPresent()) {
        giveBack(unsettled.documents());
        return;
      }
      List<Pending> sent = unsettled.documents().stream().map(Pending::sent).toList();
      BulkReply reply = send(sent, timeout.get());
      unsettled = judge(sent, reply);
      if (unsettled.afterAWait() && patience.givenUp().isEmpty()) {
        patience.waitAfter(attempt, reply.retryAfter(), reply.why());
      }
    }
  }

  private void giveBack(List<Pending> documents) {
    tally.returned(
        documents.stream().map(Pending::original).toList(), patience.givenUp().orElseThrow());
  }

  private BulkReply send(List<Pending> documents, Duration timeout) {
    BulkRequest request = new BulkRequest(documents.stream().map(Pending::current).toList());
    tally.retried((int) documents.stream().filter(document -> document.attempts() > 1).count());
    tally.sent(request.sizeBytes());
    long before = System.nanoTime();
    BulkReply reply = client.send(request, timeout);
    tally.answered(Duration.ofNanos(System.nanoTime() - before));
    return reply;
  }

  /** Settles what the reply settles. */
  private Unsettled judge(List<Pending> sent, BulkReply reply) {
    return switch (reply) {
      case Answered(List<ItemReply> items) when areAbout(items, sent) -> judgeItems(sent, items);
      case Answered _, Unintelligible _, Unreachable _ -> Unsettled.all(sent);
      case TurnedAway turnedAway -> judgeRequest(sent, turnedAway);
      case Untrusted(String why) -> {
        patience.giveUp(why);
        yield Unsettled.all(sent);
      }
    };
  }

  private static boolean areAbout(List<ItemReply> items, List<Pending> sent) {
    boolean all = items.size() == sent.size();
    for (int i = 0; all && i < items.size(); i++) {
      all = items.get(i).isAbout(sent.get(i).original().id());
    }
    return all;
  }

  private Unsettled judgeItems(List<Pending> sent, List<ItemReply> items) {
    answered();
    List<Pending> again = new ArrayList<>();
    boolean afterAWait = false;
    for (int i = 0; i < sent.size(); i++) {
      Optional<Pending> next = judgeItem(sent.get(i), items.get(i));
      afterAWait |= next.isPresent() && ItemOutcome.of(items.get(i)) == ItemOutcome.RETRY;
      next.ifPresent(again::add);
    }
    return new Unsettled(again, afterAWait);
  }

  /** Settles a document, or says in which form it is sent again. */
  private Optional<Pending> judgeItem(Pending sent, ItemReply item) {
    switch (ItemOutcome.of(item)) {
      case INDEXED -> sent.mappingRefusal().ifPresentOrElse(tally::degraded, tally::indexed);
      case DUPLICATE -> tally.duplicate();
      case FAILURE_STORED -> tally.failureStored();
      case RETRY -> {
        return Optional.of(sent);
      }
      case REFUSED_BY_MAPPING -> {
        Refusal refusal = item.refusal(sent.attempts());
        if (sent.mappingRefusal().isEmpty()) {
          tally.failureStore(item.failureStore());
          return Optional.of(sent.inSafeForm(refusal));
        }
        refuse(sent, refusal);
      }
      case REFUSED -> refuse(sent, item.refusal(sent.attempts()));
    }
    return Optional.empty();
  }

  private Unsettled judgeRequest(List<Pending> sent, TurnedAway turnedAway) {
    if (turnedAway.status() == 400 && isNoDocumentsFault()) {
      patience.giveUp("not for a document's sake: " + turnedAway.why());
      return Unsettled.all(sent);
    }
    return switch (RequestOutcome.of(turnedAway.status())) {
      case RETRY -> Unsettled.all(sent);
      case SPLIT -> {
        split(sent, turnedAway);
        yield Unsettled.NONE;
      }
      case UNAUTHORIZED, MISDIRECTED -> {
        patience.giveUp(turnedAway.why());
        yield Unsettled.all(sent);
      }
    };
  }

  private void split(List<Pending> sent, TurnedAway turnedAway) {
    if (sent.size() == 1) {
      Pending culprit = sent.getFirst();
      refuse(culprit, turnedAway.refusal(culprit.attempts()));
      refusedAlone();
      return;
    }
    int middle = sent.size() / 2;
    deliver(sent.subList(0, middle));
    deliver(sent.subList(middle, sent.size()));
  }

  private void refuse(Pending pending, Refusal last) {
    Refusal refusal = pending.finalRefusal(last);
    LogDocument document = pending.original();
    tally.refused(refusal);
    synchronized (refusals) {
      refusals.refused(document, refusal);
    }
  }

  private synchronized void answered() {
    everAnswered = true;
  }

  private synchronized void refusedAlone() {
    loneRefusals++;
  }

  private synchronized boolean isNoDocumentsFault() {
    return !everAnswered && loneRefusals >= TELLING_REFUSALS;
  }
}
