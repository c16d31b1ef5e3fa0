package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.ForwardingPipeline;
import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.bulk.BulkDelivery;
import dev.logferry.forwarder.bulk.RejectedDocuments;
import dev.logferry.forwarder.deadletter.DeadLetters;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import dev.logferry.forwarder.objects.ObjectReading;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The stages that a redrive uses. For one thread.
 *
 * @param decoder opens payloads
 * @param objects reads the objects that an event of the object route names
 * @param pipeline takes what is decoded; made of the same two functions
 * @param deliveries makes the delivery of one object; it looks before it creates
 * @param deadLetters makes what keeps the dead letters of one object
 */
public record Deliveries(
    SubscriptionDecoder decoder,
    ObjectReading objects,
    ForwardingPipeline pipeline,
    BiFunction<Invocation, RejectedDocuments, BulkDelivery> deliveries,
    Function<Invocation, DeadLetters> deadLetters) {

  Payloads payloads(Invocation invocation) {
    return new Payloads(decoder, objects, pipeline.begin(invocation), invocation.time());
  }

  Resend resend(Invocation invocation) {
    return new Resend(invocation, deliveries, deadLetters.apply(invocation));
  }
}
