package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.decode.KinesisEvent;
import dev.logferry.forwarder.decode.Malformed;
import dev.logferry.forwarder.decode.NextRecord.KinesisRecord;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import dev.logferry.forwarder.objects.ObjectEvent;
import dev.logferry.forwarder.objects.ObjectNotification;
import java.io.ByteArrayInputStream;
import java.util.Optional;

/**
 * Recognises records that belong to other functions, which may share the bucket: they are neither
 * delivered, nor moved, nor deleted.
 */
final class ForeignRecord {

  private ForeignRecord() {}

  /** Why a record is not one of a forwarder; empty if it is. */
  static Optional<String> why(FailedInvocation invocation, SubscriptionDecoder decoder) {
    return switch (invocation) {
      case FailedInvocation.Unknown(String why) -> Optional.of(why);
      case FailedInvocation.SubscriptionEvent _ -> Optional.empty();
      case FailedInvocation.KinesisRecords(byte[] event) -> ofKinesis(event, decoder);
      case FailedInvocation.ObjectNotifications(byte[] event) -> ofObjects(event);
    };
  }

  private static Optional<String> ofKinesis(byte[] event, SubscriptionDecoder decoder) {
    KinesisEvent records = new KinesisEvent(new ByteArrayInputStream(event), decoder);
    while (records.next() instanceof KinesisRecord record) {
      if (!(record.decoded() instanceof Malformed)) {
        return Optional.empty();
      }
    }
    return Optional.of("none of its Kinesis records is one of CloudWatch Logs");
  }

  private static Optional<String> ofObjects(byte[] event) {
    String problem = "";
    for (ObjectNotification notification : ObjectEvent.notices(new ByteArrayInputStream(event))) {
      if (!notification.objects().isEmpty()) {
        return Optional.empty();
      }
      problem = problem.isEmpty() ? notification.problem() : problem;
    }
    return problem.isEmpty() ? Optional.empty() : Optional.of(problem);
  }
}
