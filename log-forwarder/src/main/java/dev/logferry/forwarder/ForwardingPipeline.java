package dev.logferry.forwarder;

import dev.logferry.forwarder.bulk.BulkDelivery;
import dev.logferry.forwarder.bulk.RejectedDocuments;
import dev.logferry.forwarder.deadletter.DeadLetters;
import dev.logferry.forwarder.document.DocumentMapper;
import dev.logferry.forwarder.report.Summary;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The forwarder's table of contents: map each event of what was decoded to a document, deliver the
 * documents, keep what is refused, and account for every event. No stage knows the next one; only
 * this package knows their order.
 */
public final class ForwardingPipeline {

  private final DocumentMapper mapper;
  private final LoopGuard loopGuard;
  private final BiFunction<Invocation, RejectedDocuments, BulkDelivery> deliveries;
  private final Function<Invocation, DeadLetters> deadLetters;

  /**
   * @param deliveries makes the delivery of one invocation
   * @param deadLetters makes what keeps the dead letters of one invocation
   */
  public ForwardingPipeline(
      DocumentMapper mapper,
      LoopGuard loopGuard,
      BiFunction<Invocation, RejectedDocuments, BulkDelivery> deliveries,
      Function<Invocation, DeadLetters> deadLetters) {
    this.mapper = mapper;
    this.loopGuard = loopGuard;
    this.deliveries = deliveries;
    this.deadLetters = deadLetters;
  }

  /** Begins to forward what one invocation brings. */
  public Forwarding begin(Invocation invocation) {
    DeadLetters letters = deadLetters.apply(invocation);
    return new Forwarding(mapper, loopGuard, deliveries.apply(invocation, letters), letters);
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
