package dev.logferry.forwarder.bulk;

import dev.logferry.forwarder.OutcomeCounts;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.document.NewErrorGroup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Delivers documents: gathers them into batches and delivers these, several at once. Holds one
 * batch being gathered and those in flight, whatever the payload's size. Not thread-safe.
 */
public final class BulkDelivery {

  private final BatchLimits limits;
  private final CircuitBreaker breaker;
  private final OutcomeCounts counts;
  private final TrafficCounter traffic = new TrafficCounter();
  private final BatchDelivery batches;
  private final InFlight inFlight;
  private final Set<DataStream> dataStreams = new HashSet<>();

  private List<DocumentAttempt> batch = new ArrayList<>();
  private List<NewErrorGroup> errorGroups = new ArrayList<>();
  private int batchBytes;

  BulkDelivery(
      BulkClient client,
      DeliverySettings settings,
      RetryBudget retryBudget,
      CircuitBreaker breaker,
      OutcomeCounts counts,
      RejectedDocuments rejected) {
    this.limits = settings.batchLimits();
    this.breaker = breaker;
    this.counts = counts;
    this.inFlight = new InFlight(settings.maxInFlight());
    DocumentOutcomes outcomes = new DocumentOutcomes(counts, rejected, traffic);
    this.batches =
        new BatchDelivery(
            client, settings.requestTimeout(), retryBudget, breaker, outcomes, traffic);
  }

  /** Takes a document in; sends what has been gathered when it would grow too large. */
  public void add(LogDocument document) {
    if (breaker.isOpenFor(document.dataStream())) {
      counts.returned(
          document.part(), "not sent: its data stream has failed several times in this invocation");
      return;
    }
    dataStreams.add(document.dataStream());
    int bytes = BulkRequest.bytesOf(document);
    boolean full = batch.size() >= limits.maxDocuments();
    if (!batch.isEmpty() && (full || batchBytes + (long) bytes > limits.maxBytes())) {
      inFlight.start(batches, takeBatch());
    }
    batch.add(DocumentAttempt.of(document));
    batchBytes += bytes;
  }

  /** Takes the error group of the document that was added last. */
  public void addErrorGroup(NewErrorGroup group) {
    if (batch.isEmpty()) { // the document is not sent
      group.notWritten();
      return;
    }
    errorGroups.add(group);
    batchBytes += BulkRequest.bytesOf(group.document());
  }

  /** Sends what is left; then every document has an outcome or was rejected. */
  public Traffic finish() {
    inFlight.finish(batches, takeBatch());
    batches.finish(dataStreams);
    return traffic.total();
  }

  private Batch takeBatch() {
    Batch taken = new Batch(batch, errorGroups);
    batch = new ArrayList<>();
    errorGroups = new ArrayList<>();
    batchBytes = 0;
    return taken;
  }
}
