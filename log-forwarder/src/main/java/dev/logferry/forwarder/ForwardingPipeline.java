package dev.logferry.forwarder;

import dev.logferry.forwarder.bulk.BulkDeliveries;
import dev.logferry.forwarder.bulk.CircuitBreaker;
import dev.logferry.forwarder.deadletter.DeadLetterSink;
import dev.logferry.forwarder.deadletter.DeadLetters;
import dev.logferry.forwarder.document.DocumentMapper;
import dev.logferry.forwarder.report.Summary;

/** The stages, put together once per cold start; begins a {@link Forwarding} per invocation. */
public final class ForwardingPipeline {

  private final DocumentMapper mapper;
  private final LoopGuard loopGuard;
  private final BulkDeliveries deliveries;
  private final DeadLetterSink deadLetterSink;

  public ForwardingPipeline(
      DocumentMapper mapper,
      LoopGuard loopGuard,
      BulkDeliveries deliveries,
      DeadLetterSink deadLetterSink) {
    this.mapper = mapper;
    this.loopGuard = loopGuard;
    this.deliveries = deliveries;
    this.deadLetterSink = deadLetterSink;
  }

  /** Begins to forward what one invocation brings. */
  public Forwarding begin(Invocation invocation) {
    OutcomeCounts counts = new OutcomeCounts();
    DeadLetters letters = deadLetterSink.begin(invocation, counts);
    return begin(invocation, new CircuitBreaker(), counts, letters);
  }

  /**
   * The same with dead letters and a circuit breaker of its own.
   *
   * @param counts which the dead letters count in as well
   */
  public Forwarding begin(
      Invocation invocation, CircuitBreaker breaker, OutcomeCounts counts, DeadLetters letters) {
    return new Forwarding(
        mapper,
        loopGuard,
        counts,
        deliveries.begin(invocation.deadline(), breaker, counts, letters),
        letters);
  }

  /**
   * Forwards an invocation that brings one part.
   *
   * @return what became of every event in it; a failed summary means that the payload has to come
   *     again, which is harmless for what was stored already
   */
  public Summary forward(Part part, Invocation invocation) {
    Forwarding forwarding = begin(invocation);
    forwarding.take(part);
    return forwarding.finish();
  }
}
