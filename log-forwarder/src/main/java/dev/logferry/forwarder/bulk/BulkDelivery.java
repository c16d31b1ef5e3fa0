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
import java.util.random.RandomGenerator;

/**
 * Delivers the documents of one invocation: gathers them into bulk requests, sends, judges each
 * item, waits and resends what is worth it, until every document has an outcome or the time is
 * spent. Holds one batch at a time. For one thread.
 */
public final class BulkDelivery {

  /**
   * When so many lone documents get a 400 and no request was ever answered, the documents are not
   * the cause: splitting on would only double the requests.
   */
  private static final int TELLING_REFUSALS = 3;

  private final BulkClient client;
  private final Refusals refusals;
  private final BatchLimits limits;
  private final Duration requestTimeout;
  private final Patience patience;

  private final Tally tally = new Tally();
  private List<LogDocument> batch = new ArrayList<>();
  private int batchBytes;

  /** Documents for which a request of their own was refused as a whole. */
  private int loneRefusals;

  private boolean everAnswered;

  public BulkDelivery(
      BulkClient client,
      Refusals refusals,
      BatchLimits limits,
      Duration requestTimeout,
      Backoff backoff,
      RandomGenerator random,
      InvocationTime time) {
    this.client = client;
    this.refusals = refusals;
    this.limits = limits;
    this.requestTimeout = requestTimeout;
    this.patience = new Patience(backoff, random, time);
  }

  /** Takes a document in; sends what has been gathered when it would grow too large. */
  public void add(LogDocument document) {
    int bytes = BulkRequest.bytesOf(document);
    boolean full = batch.size() >= limits.maxDocuments();
    if (!batch.isEmpty() && (full || batchBytes + (long) bytes > limits.maxBytes())) {
      sendBatch();
    }
    batch.add(document);
    batchBytes += bytes;
  }

  /** Sends what is left and says what became of every document taken in. */
  public Settlement finish() {
    sendBatch();
    return tally.settlement();
  }

  private void sendBatch() {
    List<BulkRequest> requests = BulkRequest.of(batch);
    batch = new ArrayList<>();
    batchBytes = 0;
    requests.forEach(this::deliver);
  }

  private void deliver(BulkRequest request) {
    List<LogDocument> pending = request.documents();
    for (int attempt = 1; !pending.isEmpty(); attempt++) {
      Optional<Duration> timeout = patience.timeoutWithin(requestTimeout);
      if (timeout.isEmpty() || patience.givenUp().isPresent()) {
        tally.returned(pending, patience.givenUp().orElseThrow());
        return;
      }
      BulkRequest next = new BulkRequest(pending);
      BulkReply reply = send(next, attempt, timeout.get());
      pending = unsettled(next, reply);
      if (!pending.isEmpty() && patience.givenUp().isEmpty()) {
        patience.waitAfter(attempt, reply.retryAfter(), reply.why());
      }
    }
  }

  private BulkReply send(BulkRequest request, int attempt, Duration timeout) {
    if (attempt > 1) {
      tally.retried(request.documents().size());
    }
    tally.sent(request.sizeBytes());
    return client.send(request, timeout);
  }

  /** Settles what the reply settles; returns what is to be sent again. */
  private List<LogDocument> unsettled(BulkRequest request, BulkReply reply) {
    everAnswered |= reply instanceof Answered;
    return switch (reply) {
      case Answered(List<ItemReply> items) when areAbout(items, request.documents()) ->
          unsettledItems(request.documents(), items);
      case Answered _, Unintelligible _, Unreachable _ -> request.documents();
      case TurnedAway turnedAway -> unsettledRequest(request, turnedAway);
      case Untrusted(String why) -> {
        patience.giveUp(why);
        yield request.documents();
      }
    };
  }

  private static boolean areAbout(List<ItemReply> items, List<LogDocument> documents) {
    boolean all = items.size() == documents.size();
    for (int i = 0; all && i < items.size(); i++) {
      all = items.get(i).isAbout(documents.get(i).id());
    }
    return all;
  }

  private List<LogDocument> unsettledItems(List<LogDocument> documents, List<ItemReply> items) {
    List<LogDocument> again = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      ItemReply item = items.get(i);
      switch (ItemOutcome.of(item)) {
        case INDEXED -> tally.indexed();
        case DUPLICATE -> tally.duplicate();
        case FAILURE_STORED -> tally.failureStored();
        case RETRY -> again.add(documents.get(i));
        case REFUSED_BY_MAPPING, REFUSED -> refuse(documents.get(i), item.refusal(1));
      }
    }
    return again;
  }

  private void refuse(LogDocument document, Refusal refusal) {
    tally.refused(refusal);
    refusals.refused(document, refusal);
  }

  private List<LogDocument> unsettledRequest(BulkRequest request, TurnedAway turnedAway) {
    if (turnedAway.status() == 400 && !everAnswered && loneRefusals >= TELLING_REFUSALS) {
      patience.giveUp("not for a document's sake: " + turnedAway.why());
      return request.documents();
    }
    return switch (RequestOutcome.of(turnedAway.status())) {
      case RETRY -> request.documents();
      case SPLIT -> {
        if (request.documents().size() == 1) {
          refuse(request.documents().getFirst(), turnedAway.refusal(1));
          loneRefusals++;
        } else {
          request.halves().forEach(this::deliver);
        }
        yield List.of();
      }
      case UNAUTHORIZED, MISDIRECTED -> {
        patience.giveUp(turnedAway.why());
        yield request.documents();
      }
    };
  }
}
