package dev.logferry.api.database;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acts on what takes too long. A virtual thread that waits with a limit of its own costs two calls
 * to wake the scheduler's thread each time; here the limit costs an entry in a set, and one thread
 * looks at them all.
 */
final class Deadlines implements AutoCloseable {

  /** How late an action may come. */
  static final Duration TICK = Duration.ofMillis(50);

  private static final Logger LOGGER = LoggerFactory.getLogger(Deadlines.class);

  private final Set<Deadline> pending = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  Deadlines() {
    Thread.ofPlatform().daemon().name("deadlines").start(this::watch);
  }

  /** Runs an action once the limit has passed, unless that is cancelled before. */
  Deadline after(Duration limit, Runnable action) {
    Deadline deadline = new Deadline(System.nanoTime() + limit.toNanos(), action);
    pending.add(deadline);
    return deadline;
  }

  private void watch() {
    try {
      Ticks ticks = new Ticks(System.nanoTime());
      while (!closed.await(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
        long now = System.nanoTime();
        if (ticks.counts(now)) {
          pending.forEach(deadline -> passed(deadline, now));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whatever happens, the others' limits have to hold. */
  private static void passed(Deadline deadline, long now) {
    try {
      deadline.passIfBefore(now);
    } catch (RuntimeException | Error e) {
      LOGGER.error("A limit that passed had no effect.", e);
    }
  }

  /** How many are neither met nor passed. */
  int pending() {
    return pending.size();
  }

  /** Nothing more is acted upon. */
  @Override
  public void close() {
    closed.countDown();
  }

  private enum State {
    PENDING,
    MET,
    PASSED
  }

  /** One limit. */
  final class Deadline {

    private final long nanoTime;
    private final Runnable action;
    private final AtomicReference<State> state = new AtomicReference<>(State.PENDING);

    /** Drawn, since an object's own hash code takes the JVM longer. */
    private final int hash = ThreadLocalRandom.current().nextInt();

    private Deadline(long nanoTime, Runnable action) {
      this.nanoTime = nanoTime;
      this.action = action;
    }

    /** Whether it was met: the action won't run. */
    boolean cancel() {
      pending.remove(this);
      return state.compareAndSet(State.PENDING, State.MET) || state.get() == State.MET;
    }

    /** An action may block: what others wait for must not wait for it. */
    private void passIfBefore(long now) {
      if (nanoTime - now <= 0 && state.compareAndSet(State.PENDING, State.PASSED)) {
        pending.remove(this);
        start();
      }
    }

    /** Without it, who waits would wait for ever: better late, and others too, than never. */
    private void start() {
      try {
        Thread.ofVirtual().start(action);
      } catch (RuntimeException | Error e) {
        action.run();
        LOGGER.error("There is no thread for what a limit leads to.", e);
      }
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
