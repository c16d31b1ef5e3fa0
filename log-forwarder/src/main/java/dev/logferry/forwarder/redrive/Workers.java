package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.bulk.CircuitBreaker;
import dev.logferry.forwarder.redrive.ObjectResult.NotDeleted;
import dev.logferry.forwarder.redrive.ObjectResult.Skipped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Processes the worklist: one object alone until Elasticsearch has answered, so that a cluster in
 * trouble gets one object and not thousands; then several at once. Stops early when the circuit
 * breaker opens for the cluster, or the time is up.
 */
final class Workers {

  private final Supplier<ObjectRedrive> objectRedrives;
  private final RedriveLimits limits;
  private final Invocation invocation;
  private final Worklist worklist;
  private final CircuitBreaker breaker;
  private final RedriveTotals totals;
  private final MemoryBudget memory;
  private volatile String stopped = "";

  /**
   * @param objectRedrives makes what one thread needs
   */
  Workers(
      Supplier<ObjectRedrive> objectRedrives,
      RedriveLimits limits,
      Invocation invocation,
      Worklist worklist,
      CircuitBreaker breaker,
      RedriveTotals totals) {
    this.objectRedrives = objectRedrives;
    this.limits = limits;
    this.invocation = invocation;
    this.worklist = worklist;
    this.breaker = breaker;
    this.totals = totals;
    this.memory = new MemoryBudget(limits.memoryBytes());
  }

  /** Redrives until all is tried, the time is up, or the cluster cannot take more. */
  void run() {
    ObjectRedrive objects = objectRedrives.get();
    boolean more = true;
    while (more && !breaker.hasAnswered()) {
      more = redriveNext(objects);
    }
    if (more) {
      redriveInParallel();
    }
    leaveRest();
  }

  /** Why the run stopped early; empty if it did not. */
  String stopped() {
    return stopped;
  }

  private void redriveInParallel() {
    List<Future<?>> threads = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(limits.parallelObjects())) {
      for (int thread = 0; thread < limits.parallelObjects(); thread++) {
        threads.add(executor.submit(this::redriveAll));
      }
    }
    threads.forEach(Workers::requireUnbroken);
  }

  private void redriveAll() {
    ObjectRedrive objects = objectRedrives.get();
    boolean more = true;
    while (more) {
      more = redriveNext(objects);
    }
  }

  /** Whether there was one, and the time to begin it. */
  private boolean redriveNext(ObjectRedrive objects) {
    stopIfInVain();
    Optional<RedriveObject> next = stopped.isEmpty() ? worklist.next() : Optional.empty();
    if (next.isEmpty()) {
      return false;
    }
    ObjectResult result =
        objects.isOfOpenDataStream(next.get()) ? new Skipped() : redrive(objects, next.get());
    totals.ended(next.get(), result);
    if (result instanceof NotDeleted(_, String why)) {
      stop("an object " + why);
    }
    return true;
  }

  private ObjectResult redrive(ObjectRedrive objects, RedriveObject object) {
    int reserved = memory.reserve(object);
    try {
      return objects.redrive(object, invocation.within(limits.longestObject()));
    } finally {
      memory.release(reserved);
    }
  }

  private void stopIfInVain() {
    breaker.openForCluster().ifPresent(this::stop);
    if (invocation.deadline().remaining().compareTo(limits.shortestStart()) < 0) {
      stop("no time left in this invocation to begin another object");
    }
  }

  private void stop(String why) {
    if (stopped.isEmpty()) {
      stopped = why;
    }
  }

  /** Lists on, so that the operator learns how much there is. */
  private void leaveRest() {
    while (true) {
      if (!invocation.deadline().remaining().isPositive()) {
        worklist.listNoMore();
      }
      Optional<RedriveObject> next = worklist.next();
      if (next.isEmpty()) {
        return;
      }
      totals.untried(next.get());
    }
  }

  private static void requireUnbroken(Future<?> thread) {
    try {
      thread.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a thread of the redrive broke", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
