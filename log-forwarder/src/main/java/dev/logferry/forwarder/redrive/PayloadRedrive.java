package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.Deadline;
import dev.logferry.forwarder.Forwarding;
import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.OutcomeCounts;
import dev.logferry.forwarder.Part;
import dev.logferry.forwarder.bulk.CircuitBreaker;
import dev.logferry.forwarder.deadletter.DeadLetters;
import dev.logferry.forwarder.decode.Decoded;
import dev.logferry.forwarder.decode.KinesisEvent;
import dev.logferry.forwarder.decode.Malformed;
import dev.logferry.forwarder.decode.NextRecord.BrokenEvent;
import dev.logferry.forwarder.decode.NextRecord.EndOfRecords;
import dev.logferry.forwarder.decode.NextRecord.KinesisRecord;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import dev.logferry.forwarder.objects.ObjectEvent;
import dev.logferry.forwarder.objects.ObjectName;
import dev.logferry.forwarder.objects.ObjectNotification;
import dev.logferry.forwarder.objects.ObjectReading;
import dev.logferry.forwarder.redrive.FailedInvocation.SubscriptionEvent;
import dev.logferry.forwarder.report.Summary;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;

/**
 * Sends the payloads of one object through the pipeline again. What cannot be decoded becomes a
 * malformed dead letter: nobody else keeps it once the object is deleted. Not thread-safe.
 */
final class PayloadRedrive {

  private final SubscriptionDecoder decoder;
  private final ObjectReading objects;
  private final DeadLetters deadLetters;
  private final Forwarding forwarding;
  private final Deadline deadline;
  private int parts;
  private String moved = "";

  PayloadRedrive(
      RedriveStages stages, CircuitBreaker breaker, RedriveObject object, Invocation invocation) {
    OutcomeCounts counts = new OutcomeCounts();
    this.decoder = stages.decoder();
    this.objects = stages.objects();
    this.deadLetters = stages.deadLetterSink().begin(invocation, counts, object.redriven());
    this.forwarding = stages.pipeline().begin(invocation, breaker, counts, deadLetters);
    this.deadline = invocation.deadline();
  }

  /**
   * Takes what a function was invoked with.
   *
   * @param original to be kept if it cannot be read
   */
  void take(FailedInvocation invocation, byte[] original) {
    switch (invocation) {
      case SubscriptionEvent(byte[] event) ->
          take(decoder.decode(new ByteArrayInputStream(event)), event);
      case FailedInvocation.KinesisRecords(byte[] event) -> takeRecords(event, original);
      case FailedInvocation.ObjectNotifications(byte[] event) -> takeObjects(event, original);
      case FailedInvocation.Unknown(String why) -> take(new Malformed(why), original);
    }
  }

  /** Takes an envelope, compressed as CloudWatch Logs sends it. */
  void takeEnvelope(byte[] gzip) {
    take(decoder.decodePayload(gzip), gzip);
  }

  /** Keeps bytes as a malformed dead letter. */
  void move(byte[] bytes, String why) {
    take(new Malformed(why), bytes);
  }

  Summary finish() {
    return forwarding.finish();
  }

  /** Whether what is left of the object has taken its place. */
  boolean replaced(RedriveObject object) {
    return deadLetters.finish().keys().contains(object.key());
  }

  /** Why something became a malformed dead letter; empty if nothing did. */
  String moved() {
    return moved;
  }

  /** Objects keep themselves: one that is gone or broken leaves the event that names it. */
  private void takeObjects(byte[] event, byte[] original) {
    List<ObjectNotification> notifications = ObjectEvent.notices(new ByteArrayInputStream(event));
    boolean namesObjects = false;
    String problem = "";
    for (ObjectNotification notification : notifications) {
      for (ObjectName object : notification.objects()) {
        objects.forward(parts++, object, forwarding, deadline);
        namesObjects = true;
      }
      problem = problem.isEmpty() ? notification.problem() : problem;
    }
    if (!problem.isEmpty() && namesObjects) {
      // The record may stay for an object's sake, and a letter would be written each time.
      forwarding.take(Part.keptBySender(parts++, new Malformed(problem)));
    } else if (!problem.isEmpty()) {
      take(new Malformed(problem), original);
    }
  }

  /** A record that cannot be read is kept by itself, so that the others are not kept with it. */
  private void takeRecords(byte[] event, byte[] original) {
    KinesisEvent records = new KinesisEvent(new ByteArrayInputStream(event), decoder);
    while (true) {
      switch (records.next()) {
        case KinesisRecord record -> take(record.decoded(), record.data());
        case EndOfRecords _ -> {
          return;
        }
        case BrokenEvent(String why) -> {
          take(new Malformed(why), original);
          return;
        }
      }
    }
  }

  private void take(Decoded decoded, byte[] original) {
    forwarding.take(new Part(parts++, decoded, Optional.of(() -> kept(decoded, original))));
  }

  /** The pipeline asks for the bytes only to keep them. */
  private byte[] kept(Decoded decoded, byte[] original) {
    moved = decoded instanceof Malformed(String why) ? why : "a part of it cannot be read";
    return original;
  }
}
