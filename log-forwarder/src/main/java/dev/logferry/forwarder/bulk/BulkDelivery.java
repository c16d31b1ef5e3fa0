package dev.logferry.forwarder.bulk;

import dev.logferry.forwarder.InvocationTime;
import dev.logferry.forwarder.document.LogDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Delivers the documents of one invocation: gathers them into batches and has these delivered,
 * several at once. Holds one batch being gathered and those under way, whatever the payload's size.
 * For one thread.
 */
public final class BulkDelivery {

  private final BatchLimits limits;
  private final Tally tally = new Tally();
  private final BatchDelivery batches;
  private final InFlight inFlight;

  private List<DocumentAttempt> batch = new ArrayList<>();
  private int batchBytes;

  /**
   * @param rejected takes what is refused for good
   * @param maxInFlight how many batches are delivered at once
   */
  public BulkDelivery(
      BulkClient client,
      RejectedDocuments rejected,
      BatchLimits limits,
      int maxInFlight,
      Duration requestTimeout,
      Backoff backoff,
      RandomGenerator random,
      InvocationTime time) {
    this.limits = limits;
    this.inFlight = new InFlight(maxInFlight);
    RetryBudget retryBudget = new RetryBudget(backoff, random, time);
    this.batches = new BatchDelivery(client, requestTimeout, retryBudget, tally, rejected);
  }

  /** Takes a document in; sends what has been gathered when it would grow too large. */
  public void add(LogDocument document) {
    int bytes = BulkRequest.bytesOf(document);
    boolean full = batch.size() >= limits.maxDocuments();
    if (!batch.isEmpty() && (full || batchBytes + (long) bytes > limits.maxBytes())) {
      List<DocumentAttempt> complete = takeBatch();
      inFlight.start(() -> batches.deliver(complete));
    }
    batch.add(DocumentAttempt.of(document));
    batchBytes += bytes;
  }

  /** Sends what is left and says what became of every document taken in. */
  public Settlement finish() {
    List<DocumentAttempt> last = takeBatch();
    inFlight.finish(() -> batches.deliver(last));
    return tally.settlement();
  }

  private List<DocumentAttempt> takeBatch() {
    List<DocumentAttempt> taken = batch;
    batch = new ArrayList<>();
    batchBytes = 0;
    return taken;
  }
}
