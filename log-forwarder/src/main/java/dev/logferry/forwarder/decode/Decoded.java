package dev.logferry.forwarder.decode;

/** What a Lambda event turns out to be. */
public sealed interface Decoded permits LogBatch, Decoded.ControlMessage, Malformed {

  /**
   * CloudWatch's probe of whether the destination can be reached. It carries no log event.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html">Subscription
   *     filters</a>
   */
  record ControlMessage() implements Decoded {}
}
