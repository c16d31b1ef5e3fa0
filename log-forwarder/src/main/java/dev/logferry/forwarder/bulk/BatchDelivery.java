package dev.logferry.forwarder.bulk;

import dev.logferry.forwarder.bulk.BulkReply.Answered;
import dev.logferry.forwarder.bulk.BulkReply.RequestRejected;
import dev.logferry.forwarder.bulk.BulkReply.Untrusted;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.NewErrorGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Delivers batches: sends, classifies each item, waits and resends what is worth it, until every
 * document has an outcome or the time is up. Thread-safe; each thread has a batch of its own.
 */
final class BatchDelivery {

  private final BulkClient client;
  private final Duration requestTimeout;
  private final RetryBudget retryBudget;
  private final CircuitBreaker breaker;
  private final DocumentOutcomes outcomes;
  private final TrafficCounter traffic;
  private final LoneRejections loneRejections;
  private volatile boolean clusterFailed;

  BatchDelivery(
      BulkClient client,
      Duration requestTimeout,
      RetryBudget retryBudget,
      CircuitBreaker breaker,
      DocumentOutcomes outcomes,
      TrafficCounter traffic) {
    this.client = client;
    this.requestTimeout = requestTimeout;
    this.retryBudget = retryBudget;
    this.breaker = breaker;
    this.outcomes = outcomes;
    this.traffic = traffic;
    this.loneRejections = new LoneRejections(breaker, outcomes);
  }

  /** What is to be sent again, and whether a wait comes first. */
  private record Pending(List<DocumentAttempt> documents, boolean afterWait) {
    static final Pending NONE = new Pending(List.of(), false);

    static Pending all(List<DocumentAttempt> documents) {
      return new Pending(documents, true);
    }
  }

  void deliver(Batch batch) {
    if (batch.errorGroups().isEmpty()) {
      deliver(batch.documents());
      return;
    }
    ErrorGroupItems groups = new ErrorGroupItems(batch.errorGroups(), traffic);
    try {
      deliver(batch.documents(), groups);
    } finally {
      groups.finish();
    }
  }

  private void deliver(List<DocumentAttempt> batch) {
    deliver(batch, ErrorGroupItems.NONE);
  }

  private void deliver(List<DocumentAttempt> batch, ErrorGroupItems groups) {
    Pending pending = new Pending(batch, false);
    for (int attempt = 1; !pending.documents().isEmpty(); attempt++) {
      Optional<Duration> timeout = retryBudget.timeoutWithin(requestTimeout);
      if (timeout.isEmpty() || retryBudget.givenUp().isPresent()) {
        outcomes.giveBack(pending.documents(), retryBudget.givenUp().orElseThrow());
        return;
      }
      List<DocumentAttempt> sent = countedAsSent(pending.documents());
      List<NewErrorGroup> groupsSent = groups.take();
      BulkReply reply = send(sent, groupsSent, timeout.get());
      if (groupsSent.isEmpty()) {
        pending = classify(sent, reply);
      } else if (mayBeForErrorGroups(reply)) {
        pending = new Pending(sent, false);
      } else {
        pending = classify(sent, groups.answered(groupsSent, reply));
      }
      if (pending.afterWait() && retryBudget.givenUp().isEmpty()) {
        waitAfter(attempt, reply);
      }
    }
  }

  /** Gives the last documents their outcomes, and tells the circuit breaker how all of it went. */
  void finish(Set<DataStream> dataStreams) {
    clusterFailed |= loneRejections.finish();
    if (clusterFailed) {
      return;
    }
    Set<DataStream> failed = outcomes.failedDataStreams();
    for (DataStream dataStream : dataStreams) {
      if (failed.contains(dataStream)) {
        breaker.failed(dataStream);
      } else {
        breaker.delivered(dataStream);
      }
    }
  }

  private static List<DocumentAttempt> countedAsSent(List<DocumentAttempt> documents) {
    List<DocumentAttempt> sent = new ArrayList<>(documents.size());
    for (DocumentAttempt document : documents) {
      sent.add(document.sent());
    }
    return sent;
  }

  /** A request that was rejected for what is in it is sent again without error groups first. */
  private static boolean mayBeForErrorGroups(BulkReply reply) {
    return reply instanceof RequestRejected rejected
        && RequestOutcome.of(rejected) == RequestOutcome.SPLIT;
  }

  private BulkReply send(List<DocumentAttempt> sent, List<NewErrorGroup> groups, Duration timeout) {
    BulkRequest request = BulkRequest.of(sent, groups);
    int retried = 0;
    for (DocumentAttempt document : sent) {
      retried += document.attempts() > 1 ? 1 : 0;
    }
    traffic.request(request.sizeBytes(), retried);
    long before = System.nanoTime();
    BulkReply reply = client.send(request, timeout);
    traffic.answeredAfter(Duration.ofNanos(System.nanoTime() - before));
    return reply;
  }

  /** Gives documents the outcomes that the reply settles. */
  private Pending classify(List<DocumentAttempt> sent, BulkReply reply) {
    if (reply instanceof Answered answered && areAbout(answered.items(), sent)) {
      return classifyItems(sent, answered.items());
    }
    if (reply instanceof RequestRejected rejected) {
      return classifyRequest(sent, rejected);
    }
    if (reply instanceof Untrusted untrusted) {
      giveUpOnCluster(untrusted.why());
    }
    return Pending.all(sent);
  }

  private static boolean areAbout(List<ItemReply> items, List<DocumentAttempt> sent) {
    boolean all = items.size() == sent.size();
    for (int i = 0; all && i < items.size(); i++) {
      all = items.get(i).isAbout(sent.get(i).original().id());
    }
    return all;
  }

  private Pending classifyItems(List<DocumentAttempt> sent, List<ItemReply> items) {
    breaker.answered();
    boolean allAlike = allAlike(items);
    List<DocumentAttempt> again = new ArrayList<>();
    boolean afterWait = false;
    for (int i = 0; i < sent.size(); i++) {
      Optional<DocumentAttempt> next = outcomes.decide(sent.get(i), items.get(i), allAlike);
      if (next.isPresent()) {
        again.add(next.get());
        afterWait |= ItemOutcome.of(items.get(i)) == ItemOutcome.RETRY;
      }
    }
    return new Pending(again, afterWait);
  }

  /** Whether several documents were all rejected, for causes that do not differ. */
  private static boolean allAlike(List<ItemReply> items) {
    Cause first = items.getFirst().cause();
    boolean alike = items.size() > 1 && items.getFirst().error().isPresent();
    for (int i = 1; alike && i < items.size(); i++) {
      alike = items.get(i).error().isPresent() && items.get(i).cause().equals(first);
    }
    return alike;
  }

  private Pending classifyRequest(List<DocumentAttempt> sent, RequestRejected rejected) {
    return switch (RequestOutcome.of(rejected)) {
      case RETRY -> Pending.all(sent);
      case SPLIT -> split(sent, rejected);
      case UNAUTHORIZED, MISCONFIGURED -> {
        giveUpOnCluster(rejected.why() + ": " + RequestOutcome.remedy(rejected.cause()));
        yield Pending.all(sent);
      }
    };
  }

  private Pending split(List<DocumentAttempt> sent, RequestRejected rejected) {
    if (loneRejections.tellOfTheCluster()) {
      giveUpOnCluster("every request is rejected, whatever is in it: " + rejected.why());
      return Pending.all(sent);
    }
    if (sent.size() == 1) {
      loneRejections.add(sent.getFirst(), rejected);
      return Pending.NONE;
    }
    int middle = sent.size() / 2;
    deliver(sent.subList(0, middle));
    deliver(sent.subList(middle, sent.size()));
    return Pending.NONE;
  }

  private void giveUpOnCluster(String why) {
    clusterFailed = true;
    retryBudget.giveUp(why);
    breaker.clusterRejected(why);
  }

  private void waitAfter(int attempt, BulkReply reply) {
    retryBudget.waitAfter(attempt, reply.retryAfter(), reply.why());
    if (retryBudget.givenUp().isPresent() && !(reply instanceof Answered)) {
      clusterFailed = true;
      breaker.clusterFailed(reply.why());
    }
  }
}
