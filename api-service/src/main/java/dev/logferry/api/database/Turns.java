package dev.logferry.api.database;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/** Lets so many proceed at once; the others wait in the order in which they came. */
final class Turns {

  private final Deadlines deadlines;
  private final Duration limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private int free;

  private static final class Waiting {
    final CompletableFuture<Boolean> turn = new CompletableFuture<>();
  }

  /**
   * All free.
   *
   * @param limit how long to wait, to which {@link Deadlines#TICK} may come
   */
  Turns(int count, Duration limit, Deadlines deadlines) {
    this.free = count;
    this.limit = limit;
    this.deadlines = deadlines;
  }

  /** Waits for a turn; whether it came in time. Then it has to be given back. */
  boolean take() {
    return queued().map(this::await).orElse(true);
  }

  /** Empty if there is a turn at once. */
  private Optional<Waiting> queued() {
    lock.lock();
    try {
      if (free > 0) {
        free--;
        return Optional.empty();
      }
      Waiting waiter = new Waiting();
      waiting.add(waiter);
      return Optional.of(waiter);
    } finally {
      lock.unlock();
    }
  }

  private boolean await(Waiting waiter) {
    try {
      Deadlines.Deadline deadline = deadlines.after(limit, () -> giveUp(waiter));
      boolean mine = waiter.turn.join();
      deadline.cancel();
      return mine;
    } catch (Throwable e) {
      giveUp(waiter);
      if (waiter.turn.join()) {
        giveBack();
      }
      throw e;
    }
  }

  private void giveUp(Waiting waiter) {
    lock.lock();
    try {
      waiting.remove(waiter);
    } finally {
      lock.unlock();
    }
    waiter.turn.complete(false);
  }

  /** The next one's turn. */
  void giveBack() {
    // Who gave up meanwhile has no use for it.
    while (!next().map(waiter -> waiter.turn.complete(true)).orElse(true)) {
      Thread.onSpinWait();
    }
  }

  /** Empty if nobody waits: then there is one more for whoever comes. */
  private Optional<Waiting> next() {
    lock.lock();
    try {
      Optional<Waiting> next = Optional.ofNullable(waiting.poll());
      if (next.isEmpty()) {
        free++;
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** How many wait. */
  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }
}
