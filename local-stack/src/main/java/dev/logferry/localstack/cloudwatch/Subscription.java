package dev.logferry.localstack.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Sends the events of a group that match a filter to a function, in batches, and offers again what
 * was not accepted. Closing it drops what is waiting.
 */
final class Subscription implements AutoCloseable {
  private static final int MAXIMUM_BATCH_EVENTS = 10_000;
  private static final Duration MAXIMUM_WAIT = Duration.ofMinutes(1);
  private static final Duration MAXIMUM_AGE = Duration.ofHours(24);

  private final SubscriptionFilter filter;
  private final PayloadPacker packer;
  private final FunctionDestination function;
  private final CloudWatchLogsSettings settings;
  private final PendingWork pending;
  private final LinkedBlockingQueue<StoredEvent> waiting = new LinkedBlockingQueue<>();
  private final Thread sender;
  private int unsent;

  private Subscription(
      String group,
      SubscriptionFilter filter,
      FunctionDestination function,
      CloudWatchLogsSettings settings,
      PendingWork pending) {
    this.filter = filter;
    this.packer = new PayloadPacker(settings.account(), group, filter.name());
    this.function = function;
    this.settings = settings;
    this.pending = pending;
    this.sender = Thread.ofVirtual().name("subscription-" + filter.name()).unstarted(this::send);
  }

  static Subscription start(
      String group,
      SubscriptionFilter filter,
      FunctionDestination function,
      CloudWatchLogsSettings settings,
      PendingWork pending) {
    var subscription = new Subscription(group, filter, function, settings, pending);
    subscription.sender.start();
    return subscription;
  }

  SubscriptionFilter filter() {
    return filter;
  }

  void offer(List<StoredEvent> stored) {
    for (StoredEvent event : stored) {
      if (filter.parsed().matches(event.message())) {
        pending.begin();
        waiting.add(event);
      }
    }
  }

  private void send() {
    try {
      while (true) {
        StoredEvent first = waiting.take();
        unsent = 1;
        Thread.sleep(settings.batchingTime());
        List<StoredEvent> batch = new ArrayList<>(List.of(first));
        waiting.drainTo(batch, MAXIMUM_BATCH_EVENTS - 1);
        unsent = batch.size();
        for (byte[] lambdaEvent : packer.pack(batch)) {
          deliver(lambdaEvent);
        }
        pending.end(unsent);
        unsent = 0;
      }
    } catch (InterruptedException closed) {
      pending.end(unsent + waiting.size());
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(byte[] lambdaEvent) throws InterruptedException {
    Instant giveUp = settings.clock().instant().plus(MAXIMUM_AGE);
    Duration wait = settings.retryWait();
    while (settings.clock().instant().isBefore(giveUp)) {
      try {
        CompletionStage<?> outcome = function.invokeAsync(lambdaEvent);
        pending.begin();
        outcome.whenComplete((_, _) -> pending.end(1));
        return;
      } catch (RuntimeException _) { // not accepted
        Thread.sleep(wait);
        wait =
            wait.multipliedBy(2).compareTo(MAXIMUM_WAIT) < 0 ? wait.multipliedBy(2) : MAXIMUM_WAIT;
      }
    }
  }

  @Override
  public void close() {
    sender.interrupt();
  }
}
