package dev.logferry.forwarder;

import dev.logferry.forwarder.bulk.BulkDelivery;
import dev.logferry.forwarder.bulk.Traffic;
import dev.logferry.forwarder.deadletter.DeadLetters;
import dev.logferry.forwarder.decode.Decoded;
import dev.logferry.forwarder.decode.Decoded.ControlMessage;
import dev.logferry.forwarder.decode.LogBatch;
import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.decode.Malformed;
import dev.logferry.forwarder.decode.Next;
import dev.logferry.forwarder.document.DocumentMapper;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.document.Mapped;
import dev.logferry.forwarder.document.Mapped.Filtered;
import dev.logferry.forwarder.document.Mapped.Unmapped;
import dev.logferry.forwarder.document.NewErrorGroup;
import dev.logferry.forwarder.report.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The forwarder's table of contents: maps each event of what was decoded to a document, delivers
 * the documents, keeps what is rejected, and accounts for every event. No stage knows the next one;
 * only this package knows their order. One for each invocation; bulk requests span its parts. Not
 * thread-safe.
 */
public final class Forwarding {

  private final DocumentMapper mapper;
  private final LoopGuard loopGuard;
  private final OutcomeCounts counts;
  private final BulkDelivery delivery;
  private final DeadLetters deadLetters;
  private final Received received = new Received();

  /** The last event of the current part that the mapping failed at. */
  private Optional<Unmapped> unmapped = Optional.empty();

  Forwarding(
      DocumentMapper mapper,
      LoopGuard loopGuard,
      OutcomeCounts counts,
      BulkDelivery delivery,
      DeadLetters deadLetters) {
    this.mapper = mapper;
    this.loopGuard = loopGuard;
    this.counts = counts;
    this.delivery = delivery;
    this.deadLetters = deadLetters;
  }

  /** Takes a part in; sends what becomes complete. */
  public void take(Part part) {
    Decoded decoded = part.decoded();
    if (decoded instanceof LogBatch batch) {
      take(part, batch);
    } else if (decoded instanceof ControlMessage) {
      received.controlMessage();
    } else {
      malformed(part, ((Malformed) decoded).why());
    }
  }

  /** Sends what is left, writes the dead letters, and accounts for every event. */
  public Summary finish() {
    Traffic traffic = delivery.finish();
    String lettersProblem = deadLetters.finish().problem();
    for (Map.Entry<String, String> remedy : traffic.remedies().entrySet()) {
      received.warning(remedy.getKey() + ": " + remedy.getValue());
    }
    Set<Integer> unsettledParts = counts.returnedParts();
    unsettledParts.addAll(received.malformedPartNumbers());
    return new Summary(
        counts.ledger(received.events()),
        problem(lettersProblem),
        List.copyOf(received.warnings()),
        new Summary.Causes(
            counts.causes(Outcome.FILTERED),
            received.guarded(),
            received.redactions().byRule(),
            counts.causes(Outcome.DEGRADED),
            counts.causes(Outcome.DEAD_LETTERED),
            counts.causes(Outcome.RETURNED)),
        unsettledParts,
        received.malformedParts(),
        received.controlMessages(),
        received.bytes(),
        traffic,
        received.oldestEvent());
  }

  private void take(Part part, LogBatch batch) {
    received.bytes(batch.compressedBytes());
    Optional<String> loop = loopGuard.warning(batch.origin());
    if (loop.isPresent()) {
      received.warning(loop.get());
    }
    unmapped = Optional.empty();
    Next next = batch.events().next();
    for (; next instanceof LogEvent event; next = batch.events().next()) {
      if (loop.isPresent()) {
        filterOwn(event);
      } else {
        take(part, batch, event);
      }
    }
    if (next instanceof Malformed broken) {
      malformed(part, broken.why());
    } else if (unmapped.isPresent()) {
      malformed(part, unmapped.get().why());
    }
  }

  private void filterOwn(LogEvent event) {
    received.event(event);
    counts.add(Outcome.FILTERED, LoopGuard.RULE);
  }

  private void take(Part part, LogBatch batch, LogEvent event) {
    Mapped mapped = mapper.map(batch.origin(), event, received.redactions());
    if (mapped instanceof LogDocument document) {
      received.event(event);
      received.mapped(document);
      delivery.add(document.inPart(part.number()));
      Optional<NewErrorGroup> group = mapper.newErrorGroup();
      if (group.isPresent()) {
        delivery.addErrorGroup(group.get());
      }
    } else if (mapped instanceof Filtered filtered) {
      received.event(event);
      counts.add(Outcome.FILTERED, filtered.rule());
    } else {
      // The other events go on; at the end of the part, all that failed count as one.
      unmapped = Optional.of((Unmapped) mapped);
    }
  }

  /**
   * Nobody keeps a part of a stream for ever, so its bytes become a dead letter. What a sender
   * keeps goes back to it.
   */
  private void malformed(Part part, String why) {
    String described = part.describes(why);
    if (part.original().isPresent()) {
      received.malformed();
      deadLetters.malformed(part.number(), part.original().get().get(), described);
    } else {
      received.malformed(part.number(), described);
      counts.add(Outcome.RETURNED);
    }
  }

  /** What concerns all parts comes first: there may be too many single parts to name. */
  private String problem(String lettersProblem) {
    List<String> problems = new ArrayList<>();
    int undelivered = counts.count(Outcome.RETURNED) - received.malformedParts();
    Map<String, Integer> causes = counts.causes(Outcome.RETURNED);
    if (undelivered > 0 && !causes.isEmpty()) {
      problems.add(
          "%d of %d log events were not delivered: %s"
              .formatted(undelivered, received.events(), causes));
    }
    if (!lettersProblem.isEmpty()) {
      problems.add(
          "%s; rejected were %s".formatted(lettersProblem, counts.causes(Outcome.DEAD_LETTERED)));
    }
    if (!received.problems().isEmpty()) {
      problems.add(received.problems());
    }
    return String.join("; ", problems);
  }
}
