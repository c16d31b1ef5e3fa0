package dev.logferry.forwarder.decode;

/**
 * The account and region that an event of a centralised log group came from. The payload's own
 * owner is the central account.
 *
 * @param accountId empty if the event does not say
 * @param region empty if the event does not say
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatchLogs_Centralization.html">Cross-account
 *     cross-Region log centralization</a>
 */
public record AwsSource(String accountId, String region) {

  /** An ordinary log group's event. */
  public static final AwsSource UNKNOWN = new AwsSource("", "");
}
