package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.Invocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Works a list of objects off: one alone first, then several at once. */
final class Workers {

  private final Supplier<ObjectRedrive> objectRedrives;
  private final RedriveLimits limits;
  private final Invocation invocation;
  private final Worklist work;
  private final CircuitBreaker pace;
  private final Totals totals;

  /**
   * @param objectRedrives makes what one thread needs
   */
  Workers(
      Supplier<ObjectRedrive> objectRedrives,
      RedriveLimits limits,
      Invocation invocation,
      Worklist work,
      CircuitBreaker pace,
      Totals totals) {
    this.objectRedrives = objectRedrives;
    this.limits = limits;
    this.invocation = invocation;
    this.work = work;
    this.pace = pace;
    this.totals = totals;
  }

  /** One after another, until one was delivered. */
  void probe() {
    ObjectRedrive objects = objectRedrives.get();
    boolean more = true;
    while (more && !pace.proven()) {
      more = redriveNext(objects);
    }
  }

  /** All others, several at once, if one was delivered. */
  void drain() {
    if (!pace.proven()) {
      return;
    }
    List<Future<?>> threads = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(limits.parallelObjects())) {
      for (int thread = 0; thread < limits.parallelObjects(); thread++) {
        threads.add(executor.submit(this::redriveAll));
      }
    }
    threads.forEach(Workers::requireUnbroken);
  }

  /** Lists on, so that the operator learns how much there is. */
  void leaveRest() {
    while (true) {
      if (!invocation.time().remaining().isPositive()) {
        work.listNoMore();
      }
      Optional<Item> next = work.next();
      if (next.isEmpty()) {
        return;
      }
      totals.untried(next.get());
    }
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
    if (invocation.time().remaining().compareTo(limits.shortestStart()) < 0) {
      pace.stop("no time left in this invocation to begin another object");
    }
    Optional<Item> next = pace.stopped().isEmpty() ? work.next() : Optional.empty();
    next.ifPresent(
        item -> {
          Outcome outcome = objects.redrive(item, objectInvocation());
          totals.ended(item, outcome);
          pace.ended(outcome);
        });
    return next.isPresent();
  }

  private Invocation objectInvocation() {
    return new Invocation(
        invocation.requestId(), ObjectTime.within(invocation.time(), limits.longestObject()));
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
