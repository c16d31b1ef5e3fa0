package dev.logferry.forwarder.decode;

/**
 * CloudWatch's probe of whether the destination can be reached. It carries no log event.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html">Subscription
 *     filters</a>
 */
public record ControlMessage() implements Decoded {}
