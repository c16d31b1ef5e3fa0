package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.ForwardingPipeline;
import dev.logferry.forwarder.bulk.BulkDeliveries;
import dev.logferry.forwarder.deadletter.DeadLetterSink;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import dev.logferry.forwarder.objects.ObjectReading;

/**
 * The stages that a redrive uses. Not thread-safe.
 *
 * @param decoder opens payloads
 * @param objects reads the objects that an event of the object route names
 * @param pipeline takes what is decoded
 * @param deliveries deliver documents that were rejected before; like the pipeline's, they check
 *     for existing ids
 * @param deadLetterSink takes what is rejected again
 */
public record RedriveStages(
    SubscriptionDecoder decoder,
    ObjectReading objects,
    ForwardingPipeline pipeline,
    BulkDeliveries deliveries,
    DeadLetterSink deadLetterSink) {}
