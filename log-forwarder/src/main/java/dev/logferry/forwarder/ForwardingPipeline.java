package dev.logferry.forwarder;

import dev.logferry.forwarder.bulk.BulkDelivery;
import dev.logferry.forwarder.bulk.InvocationTime;
import dev.logferry.forwarder.decode.ControlMessage;
import dev.logferry.forwarder.decode.Decoded;
import dev.logferry.forwarder.decode.EndOfEvents;
import dev.logferry.forwarder.decode.LogBatch;
import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import dev.logferry.forwarder.decode.Undecodable;
import dev.logferry.forwarder.document.DocumentMapper;
import dev.logferry.forwarder.document.Filtered;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.report.Summary;
import java.io.InputStream;
import java.util.function.Function;

/**
 * The forwarder's table of contents: decode a payload, map each event to a document, deliver the
 * documents, and account for every event. No stage knows the next one; only this class knows their
 * order.
 */
public final class ForwardingPipeline {

  private final SubscriptionDecoder decoder;
  private final DocumentMapper mapper;
  private final Function<InvocationTime, BulkDelivery> deliveries;

  /**
   * @param deliveries makes the delivery of one invocation
   */
  public ForwardingPipeline(
      SubscriptionDecoder decoder,
      DocumentMapper mapper,
      Function<InvocationTime, BulkDelivery> deliveries) {
    this.decoder = decoder;
    this.mapper = mapper;
    this.deliveries = deliveries;
  }

  /**
   * Forwards the events in one Lambda event.
   *
   * @return what became of every one of them; a failed summary means that the payload has to come
   *     again, which is harmless for what was stored already
   */
  public Summary forward(InputStream event, InvocationTime time) {
    return forward(decoder.decode(event), time);
  }

  private Summary forward(Decoded decoded, InvocationTime time) {
    Accounts accounts = new Accounts();
    return switch (decoded) {
      case LogBatch batch -> forward(batch, deliveries.apply(time), accounts);
      case ControlMessage _ -> accounts.nothingSent();
      case Undecodable(String why) -> {
        accounts.unreadable(why);
        yield accounts.nothingSent();
      }
    };
  }

  private Summary forward(LogBatch batch, BulkDelivery delivery, Accounts accounts) {
    while (true) {
      switch (batch.events().next()) {
        case LogEvent event -> forward(batch, event, delivery, accounts);
        case EndOfEvents _ -> {
          return accounts.summary(delivery.finish());
        }
        case Undecodable(String why) -> {
          accounts.unreadable(why);
          return accounts.summary(delivery.finish());
        }
      }
    }
  }

  private void forward(LogBatch batch, LogEvent event, BulkDelivery delivery, Accounts accounts) {
    accounts.received(event);
    switch (mapper.map(batch.origin(), event, accounts.redactions())) {
      case LogDocument document -> {
        accounts.mapped(document);
        delivery.add(document);
      }
      case Filtered filtered -> accounts.filtered(filtered);
    }
  }
}
