package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.deadletter.DeadLetterReader;
import dev.logferry.forwarder.decode.Decoded;
import dev.logferry.forwarder.decode.KinesisEvent;
import dev.logferry.forwarder.decode.LogBatch;
import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.decode.NextRecord.KinesisRecord;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import dev.logferry.forwarder.objects.ObjectEvent;
import dev.logferry.forwarder.objects.ObjectNotification;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Counts what a dry run would deliver. An object that a record names counts as one. */
final class EventCount {

  private EventCount() {}

  static int of(FailedInvocation invocation, SubscriptionDecoder decoder) {
    return switch (invocation) {
      case FailedInvocation.Unknown _ -> 0;
      case FailedInvocation.SubscriptionEvent(byte[] event) ->
          of(decoder.decode(new ByteArrayInputStream(event)));
      case FailedInvocation.KinesisRecords(byte[] event) -> {
        int events = 0;
        KinesisEvent records = new KinesisEvent(new ByteArrayInputStream(event), decoder);
        while (records.next() instanceof KinesisRecord record) {
          events += of(record.decoded());
        }
        yield events;
      }
      case FailedInvocation.ObjectNotifications(byte[] event) -> {
        int objects = 0;
        for (ObjectNotification each : ObjectEvent.notices(new ByteArrayInputStream(event))) {
          objects += each.objects().size();
        }
        yield objects;
      }
    };
  }

  static int of(DeadLetterReader reader) throws IOException {
    int letters = 0;
    while (reader.next().isPresent()) {
      letters++;
    }
    return letters;
  }

  private static int of(Decoded decoded) {
    int events = 0;
    if (decoded instanceof LogBatch batch) {
      while (batch.events().next() instanceof LogEvent) {
        events++;
      }
    }
    return events;
  }
}
