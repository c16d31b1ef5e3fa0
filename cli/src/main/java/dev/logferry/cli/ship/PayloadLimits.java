package dev.logferry.cli.ship;

import dev.logferry.cli.lambda.InvocationType;
import java.time.Duration;

/**
 * How much one payload may hold.
 *
 * @param maxBatchBytes UTF-8 bytes of the messages and {@link #EVENT_OVERHEAD_BYTES} for each event
 * @param maxEvents number of events
 * @param maxSpan from the first event to the last
 * @param maxLambdaEventBytes size of what is posted to Lambda: compressed, in base64
 */
public record PayloadLimits(
    int maxBatchBytes, int maxEvents, Duration maxSpan, int maxLambdaEventBytes) {

  /**
   * What each event counts beside its message (<a
   * href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html">PutLogEvents</a>,
   * as are the other limits).
   */
  public static final int EVENT_OVERHEAD_BYTES = 26;

  public PayloadLimits {
    if (maxBatchBytes <= EVENT_OVERHEAD_BYTES || maxEvents < 1 || maxSpan.isNegative()) {
      throw new IllegalArgumentException(
          "no event fits: %d bytes, %d events, span %s"
              .formatted(maxBatchBytes, maxEvents, maxSpan));
    }
  }

  /** Those of CloudWatch, and of Lambda for this type of invocation. */
  public static PayloadLimits of(InvocationType type) {
    return new PayloadLimits(1_048_576, 10_000, Duration.ofHours(24), type.maxEventBytes());
  }

  /** The longest message that fits into a batch of its own. */
  public int maxMessageBytes() {
    return maxBatchBytes - EVENT_OVERHEAD_BYTES;
  }
}
