package dev.logferry.forwarder.redrive;

/** What a failed invocation was invoked with. */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public sealed interface FailedInvocation {

  /**
   * The event of a CloudWatch Logs subscription.
   *
   * @param event JSON with {@code awslogs.data}
   */
  record SubscriptionEvent(byte[] event) implements FailedInvocation {}

  /**
   * The event of a Kinesis event source mapping.
   *
   * @param event JSON with {@code Records}
   */
  record KinesisRecords(byte[] event) implements FailedInvocation {}

  /**
   * The event of the object route: S3's notification, or SQS messages that hold one.
   *
   * @param event JSON with {@code Records}
   */
  record ObjectNotifications(byte[] event) implements FailedInvocation {}

  /**
   * Nothing that a forwarder is invoked with, so it belongs to something else.
   *
   * @param why what is wrong with it, without any content
   */
  record Unknown(String why) implements FailedInvocation {}
}
