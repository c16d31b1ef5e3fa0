package dev.logferry.forwarder.bulk;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Delivers a bounded number of batches at once, each on a thread. Not thread-safe. */
final class InFlight {

  private final int most;
  private final Semaphore room;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  InFlight(int most) {
    this.most = most;
    this.room = new Semaphore(most);
  }

  /**
   * Starts to deliver a batch; waits before that until there is room.
   *
   * @throws RuntimeException what an earlier delivery threw
   */
  void start(BatchDelivery delivery, Batch batch) {
    room.acquireUninterruptibly();
    rethrow();
    Thread.ofPlatform().daemon().name("bulk").start(() -> run(delivery, batch));
  }

  /**
   * Delivers a batch on the calling thread, and waits for those in flight.
   *
   * @throws RuntimeException what any delivery threw
   */
  void finish(BatchDelivery delivery, Batch last) {
    room.acquireUninterruptibly();
    run(delivery, last);
    room.acquireUninterruptibly(most);
    room.release(most);
    rethrow();
  }

  /** What it throws must not be lost with its thread. */
  private void run(BatchDelivery delivery, Batch batch) {
    try {
      delivery.deliver(batch);
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    } finally {
      room.release();
    }
  }

  private void rethrow() {
    Throwable thrown = failure.get();
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
  }
}
