package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.Forwarding;
import dev.logferry.forwarder.Part;
import dev.logferry.forwarder.decode.Decoded;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import dev.logferry.forwarder.decode.Undecodable;
import dev.logferry.forwarder.redrive.FailedInvocation.KinesisEvent;
import dev.logferry.forwarder.redrive.FailedInvocation.ObjectEvent;
import dev.logferry.forwarder.redrive.FailedInvocation.SubscriptionEvent;
import dev.logferry.forwarder.redrive.FailedInvocation.Unknown;
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
  private final Forwarding forwarding;
  private int parts;
  private boolean moved;

  Payloads(SubscriptionDecoder decoder, Forwarding forwarding) {
    this.decoder = decoder;
    this.forwarding = forwarding;
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
      case KinesisEvent(byte[] event) -> takeRecords(KinesisPayloads.of(event), original);
      case ObjectEvent _ -> take(new Undecodable("the event of the object route"), original);
      case Unknown(String why) -> take(new Undecodable(why), original);
    }
  }

  /** Takes an envelope, compressed as CloudWatch Logs sends it. */
  void takeEnvelope(byte[] gzip) {
    take(decoder.decodePayload(gzip), gzip);
  }

  private void takeRecords(List<Optional<byte[]>> records, byte[] original) {
    for (Optional<byte[]> data : records) {
      data.ifPresentOrElse(
          this::takeEnvelope,
          () -> take(new Undecodable("a Kinesis record has no data, or no base64"), original));
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
        summary.ledger(), summary.problem(), summary.traffic().requests() > 0, moved);
  }
}
