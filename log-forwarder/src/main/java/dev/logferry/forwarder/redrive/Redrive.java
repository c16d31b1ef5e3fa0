package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.bulk.CircuitBreaker;
import dev.logferry.forwarder.report.RedriveSummary;
import dev.logferry.forwarder.s3.ObjectStore;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Brings in what is kept in S3: records of failed invocations and dead letters. Doing anything
 * twice is harmless, so two redrives may run at once.
 */
public final class Redrive {

  private final ObjectStore store;
  private final List<RedriveSource> sources;
  private final Supplier<RedriveStages> stages;
  private final RedriveLimits limits;
  private final InstantSource clock;
  private final Supplier<RandomGenerator> randoms;

  /**
   * @param stages makes the stages for one thread
   * @param clock to tell how old objects are
   */
  public Redrive(
      ObjectStore store,
      List<RedriveSource> sources,
      Supplier<RedriveStages> stages,
      RedriveLimits limits,
      InstantSource clock,
      Supplier<RandomGenerator> randoms) {
    this.store = store;
    this.sources = List.copyOf(sources);
    this.stages = stages;
    this.limits = limits;
    this.clock = clock;
    this.randoms = randoms;
  }

  /** Runs once; never throws for what S3 or the cluster do. */
  public RedriveSummary run(RedriveRequest request, Invocation invocation) {
    ObjectAge age = new ObjectAge(clock.instant(), limits.minimumAge());
    RedriveTotals totals = new RedriveTotals(age);
    CircuitBreaker breaker = new CircuitBreaker();
    Workers workers =
        new Workers(
            () -> new ObjectRedrive(store, stages.get(), limits, request, breaker),
            limits,
            invocation,
            new Worklist(store, sources, age, totals, randoms.get()),
            breaker,
            totals);
    workers.run();
    return totals.summary(workers.stopped());
  }
}
