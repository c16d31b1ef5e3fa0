package dev.logferry.forwarder.testing;

import dev.logferry.forwarder.Deadline;
import dev.logferry.forwarder.OutcomeCounts;
import dev.logferry.forwarder.bulk.Backoff;
import dev.logferry.forwarder.bulk.BatchLimits;
import dev.logferry.forwarder.bulk.BulkClient;
import dev.logferry.forwarder.bulk.BulkDeliveries;
import dev.logferry.forwarder.bulk.BulkDelivery;
import dev.logferry.forwarder.bulk.CircuitBreaker;
import dev.logferry.forwarder.bulk.DeliverySettings;
import dev.logferry.forwarder.bulk.Traffic;
import dev.logferry.forwarder.document.LogDocument;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Delivers documents to a client of a test, in time that is only recorded. */
public final class DeliveryRun {

  private final BulkClient client;
  private BatchLimits limits = new BatchLimits(1_000_000, 1000);
  private int maxInFlight = 1;
  private Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));
  private Deadline deadline = new RecordedTime(Duration.ofSeconds(60));
  private RandomGenerator random = new SplittableRandom(42);
  private CircuitBreaker breaker = new CircuitBreaker();

  private DeliveryRun(BulkClient client) {
    this.client = client;
  }

  /** In an invocation of a minute. */
  public static DeliveryRun to(BulkClient client) {
    return new DeliveryRun(client);
  }

  public DeliveryRun inBatches(BatchLimits newLimits) {
    limits = newLimits;
    return this;
  }

  public DeliveryRun inFlight(int most) {
    maxInFlight = most;
    return this;
  }

  public DeliveryRun within(Deadline newDeadline) {
    deadline = newDeadline;
    return this;
  }

  public DeliveryRun waiting(Backoff newBackoff) {
    backoff = newBackoff;
    return this;
  }

  public DeliveryRun random(RandomGenerator newRandom) {
    random = newRandom;
    return this;
  }

  public DeliveryRun sharing(CircuitBreaker newBreaker) {
    breaker = newBreaker;
    return this;
  }

  /** Delivers them, and says what became of each. */
  public Delivered deliver(List<LogDocument> documents) {
    OutcomeCounts counts = new OutcomeCounts();
    RecordedRejections rejected = new RecordedRejections();
    BulkDelivery delivery = begin(counts, rejected);
    documents.forEach(delivery::add);
    Traffic traffic = delivery.finish();
    return new Delivered(counts, rejected, traffic);
  }

  /** Begins a delivery that a test feeds by itself. */
  public BulkDelivery begin(OutcomeCounts counts, RecordedRejections rejected) {
    return new BulkDeliveries(
            client,
            new DeliverySettings(limits, maxInFlight, Duration.ofSeconds(30), backoff),
            () -> random)
        .begin(deadline, breaker, counts, rejected);
  }
}
