package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.deadletter.DeadLetterKind;
import dev.logferry.forwarder.report.RedriveSummary;
import dev.logferry.forwarder.s3.ObjectStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Brings in what is kept in S3: lists it, probes with one object, and if that is delivered drains
 * the rest, several at once, until all is tried or the time is spent. Doing anything twice is
 * harmless, so two redrives may run at once.
 */
public final class Redrive {

  private final ObjectStore store;
  private final List<Source> sources;
  private final Supplier<Deliveries> deliveries;
  private final Function<DeadLetterKind, String> rules;
  private final RedriveLimits limits;
  private final InstantSource clock;
  private final Supplier<RandomGenerator> randoms;

  /**
   * @param sources in the order in which they are drained
   * @param deliveries makes the stages for one thread
   * @param rules gives the fingerprint of the settings that letters of a kind depend on; letters
   *     that were written under others are tried again
   * @param clock to tell how old objects are
   */
  public Redrive(
      ObjectStore store,
      List<Source> sources,
      Supplier<Deliveries> deliveries,
      Function<DeadLetterKind, String> rules,
      RedriveLimits limits,
      InstantSource clock,
      Supplier<RandomGenerator> randoms) {
    this.store = store;
    this.sources = List.copyOf(sources);
    this.deliveries = deliveries;
    this.rules = rules;
    this.limits = limits;
    this.clock = clock;
    this.randoms = randoms;
  }

  /** Runs once; never throws for what S3 or the cluster do. */
  public RedriveSummary run(RedriveRequest request, Invocation invocation) {
    Totals totals = new Totals();
    Instant writtenBefore = clock.instant().minus(limits.minimumAge());
    Worklist work = new Worklist(store, sources, writtenBefore, totals, randoms.get());
    CircuitBreaker pace = new CircuitBreaker();
    Workers workers =
        new Workers(
            () -> new ObjectRedrive(store, deliveries.get(), rules, limits, request),
            limits,
            invocation,
            work,
            pace,
            totals);
    workers.probe();
    workers.drain();
    workers.leaveRest();
    return totals.summary(clock.instant(), pace.stopped());
  }
}
