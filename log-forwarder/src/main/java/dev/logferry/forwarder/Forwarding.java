package dev.logferry.forwarder;

import dev.logferry.forwarder.bulk.BulkDelivery;
import dev.logferry.forwarder.deadletter.DeadLetters;
import dev.logferry.forwarder.decode.ControlMessage;
import dev.logferry.forwarder.decode.EndOfEvents;
import dev.logferry.forwarder.decode.LogBatch;
import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.decode.Malformed;
import dev.logferry.forwarder.document.DocumentMapper;
import dev.logferry.forwarder.document.Filtered;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.report.Summary;
import java.util.Optional;

/** One invocation on its way through the stages. Bulk requests span its parts. For one thread. */
public final class Forwarding {

  private final DocumentMapper mapper;
  private final LoopGuard loopGuard;
  private final BulkDelivery delivery;
  private final DeadLetters deadLetters;
  private final Accounts accounts = new Accounts();

  Forwarding(
      DocumentMapper mapper, LoopGuard loopGuard, BulkDelivery delivery, DeadLetters deadLetters) {
    this.mapper = mapper;
    this.loopGuard = loopGuard;
    this.delivery = delivery;
    this.deadLetters = deadLetters;
  }

  /** Takes a part in; sends what becomes complete. */
  public void take(Part part) {
    switch (part.decoded()) {
      case LogBatch batch -> take(part, batch);
      case ControlMessage _ -> accounts.controlMessage();
      case Malformed(String why) -> unreadable(part, why);
    }
  }

  /** Sends what is left, writes the dead letters, and accounts for every event. */
  public Summary finish() {
    return accounts.summary(delivery.finish(), deadLetters.finish());
  }

  private void take(Part part, LogBatch batch) {
    accounts.receivedBytes(batch.compressedBytes());
    Optional<String> loop = loopGuard.rejection(batch.origin());
    loop.ifPresent(accounts::warning);
    while (true) {
      switch (batch.events().next()) {
        case LogEvent event when loop.isPresent() -> refuseOwn(event);
        case LogEvent event -> take(part, batch, event);
        case EndOfEvents _ -> {
          return;
        }
        case Malformed(String why) -> {
          unreadable(part, why);
          return;
        }
      }
    }
  }

  private void refuseOwn(LogEvent event) {
    accounts.received(event);
    accounts.filtered(new Filtered(LoopGuard.RULE));
  }

  private void take(Part part, LogBatch batch, LogEvent event) {
    accounts.received(event);
    switch (mapper.map(batch.origin(), event, accounts.redactions())) {
      case LogDocument document -> {
        accounts.mapped(document);
        delivery.add(document.inPart(part.number()));
      }
      case Filtered filtered -> accounts.filtered(filtered);
    }
  }

  /**
   * Nobody keeps a part of a stream for ever, so its bytes become a dead letter. What a sender
   * keeps goes back to it.
   */
  private void unreadable(Part part, String why) {
    part.original()
        .ifPresentOrElse(
            bytes -> {
              accounts.unreadableKept();
              deadLetters.unreadable(part.number(), bytes.get(), part.tells(why));
            },
            () -> accounts.unreadable(part.number(), part.tells(why)));
  }
}
