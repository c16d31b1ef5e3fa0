package dev.logferry.forwarder.bulk;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs a bounded number of tasks at once, each of which ends by itself. For one thread. */
final class InFlight {

  private final int most;
  private final Semaphore room;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  InFlight(int most) {
    this.most = most;
    this.room = new Semaphore(most);
  }

  /**
   * Starts a task; waits before that until there is room.
   *
   * @throws RuntimeException what an earlier task threw
   */
  void start(Runnable task) {
    room.acquireUninterruptibly();
    rethrow();
    Thread.ofPlatform().daemon().name("bulk").start(() -> run(task));
  }

  /**
   * Runs a task on the calling thread, and waits for those under way.
   *
   * @throws RuntimeException what any task threw
   */
  void finish(Runnable last) {
    room.acquireUninterruptibly();
    run(last);
    room.acquireUninterruptibly(most);
    room.release(most);
    rethrow();
  }

  /** Whatever it throws must not be lost with its thread. */
  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    } finally {
      room.release();
    }
  }

  private void rethrow() {
    switch (failure.get()) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> {}
    }
  }
}
