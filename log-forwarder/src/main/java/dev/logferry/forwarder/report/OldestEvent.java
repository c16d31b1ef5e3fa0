package dev.logferry.forwarder.report;

/**
 * When the oldest event of an invocation happened, and when it came to CloudWatch.
 *
 * @param epochMillis CloudWatch's time of it; 0 if there was no event
 * @param ingestionEpochMillis when CloudWatch took it in; 0 if its id does not say
 */
public record OldestEvent(long epochMillis, long ingestionEpochMillis) {

  /** No event came. */
  public static final OldestEvent NONE = new OldestEvent(0, 0);
}
