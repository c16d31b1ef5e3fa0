package dev.logferry.forwarder.bulk;

import dev.logferry.forwarder.Deadline;
import dev.logferry.forwarder.OutcomeCounts;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Begins deliveries over one client with one set of settings. Thread-safe. */
public final class BulkDeliveries {

  private final BulkClient client;
  private final DeliverySettings settings;
  private final Supplier<RandomGenerator> randoms;

  /**
   * @param randoms gives each delivery its random numbers, for the jitter of its waits
   */
  public BulkDeliveries(
      BulkClient client, DeliverySettings settings, Supplier<RandomGenerator> randoms) {
    this.client = client;
    this.settings = settings;
    this.randoms = randoms;
  }

  /**
   * Begins one delivery.
   *
   * @param deadline until when documents are sent
   * @param breaker what the invocation knows of the cluster
   * @param counts counts each document's outcome, but for those that are rejected
   * @param rejected takes those
   */
  public BulkDelivery begin(
      Deadline deadline, CircuitBreaker breaker, OutcomeCounts counts, RejectedDocuments rejected) {
    RetryBudget retryBudget = new RetryBudget(settings.backoff(), randoms.get(), deadline);
    return new BulkDelivery(client, settings, retryBudget, breaker, counts, rejected);
  }
}
