package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.Forwarding;
import dev.logferry.forwarder.InvocationTime;
import dev.logferry.forwarder.Part;
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
import dev.logferry.forwarder.redrive.FailedInvocation.Unknown;
import dev.logferry.forwarder.redrive.Outcome.Cause;
import dev.logferry.forwarder.report.Summary;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;

/**
 * Payloads of one object on their way through the pipeline. What cannot be decoded becomes an
 * unreadable dead letter there: nobody else keeps it once the object is deleted.
 */
final class Payloads {

  private final SubscriptionDecoder decoder;
  private final ObjectReading objects;
  private final Forwarding forwarding;
  private final InvocationTime time;
  private int parts;
  private boolean moved;

  /**
   * @param time what is left for reading objects
   */
  Payloads(
      SubscriptionDecoder decoder,
      ObjectReading objects,
      Forwarding forwarding,
      InvocationTime time) {
    this.decoder = decoder;
    this.objects = objects;
    this.forwarding = forwarding;
    this.time = time;
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
      case FailedInvocation.KinesisEvent(byte[] event) -> takeRecords(event, original);
      case FailedInvocation.ObjectEvent(byte[] event) -> takeObjects(event, original);
      case Unknown(String why) -> take(new Malformed(why), original);
    }
  }

  /** Takes an envelope, compressed as CloudWatch Logs sends it. */
  void takeEnvelope(byte[] gzip) {
    take(decoder.decodePayload(gzip), gzip);
  }

  /** Objects keep themselves: one that is gone or broken leaves the event that names it. */
  private void takeObjects(byte[] event, byte[] original) {
    List<ObjectNotification> notices = ObjectEvent.notices(new ByteArrayInputStream(event));
    for (ObjectNotification notice : notices) {
      for (ObjectName object : notice.objects()) {
        objects.forward(parts++, object, forwarding, time);
      }
    }
    notices.stream()
        .map(ObjectNotification::problem)
        .filter(problem -> !problem.isEmpty())
        .findFirst()
        .ifPresent(
            problem -> {
              if (notices.stream().allMatch(notice -> notice.objects().isEmpty())) {
                take(new Malformed(problem), original);
              } else { // it may stay for an object's sake, and a letter would be written each time
                forwarding.take(Part.keptBySender(parts++, new Malformed(problem)));
              }
            });
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
    forwarding.take(new Part(parts++, decoded, Optional.of(() -> kept(original))));
  }

  /** The pipeline asks for the bytes only to keep them. */
  private byte[] kept(byte[] original) {
    moved = true;
    return original;
  }

  Delivered finish() {
    Summary summary = forwarding.finish();
    return new Delivered(
        summary.ledger(),
        summary.problem(),
        summary.ledger().returned() == summary.unreadable() ? Cause.ITS_KIND : Cause.DELIVERY,
        summary.traffic().requests() > 0,
        moved);
  }
}
