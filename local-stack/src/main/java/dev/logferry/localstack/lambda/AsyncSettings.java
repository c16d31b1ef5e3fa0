package dev.logferry.localstack.lambda;

import dev.logferry.localstack.lambda.onfailure.OnFailureDestination;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * How events of the invocation type Event are treated: <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">Lambda
 * guide</a>.
 *
 * @param maximumRetryAttempts after the first attempt; 0 to 2
 * @param retryWaits before the first retry, the second, ...; at least as many as retries. On Lambda
 *     one minute, then two; a test may be in more of a hurry
 * @param maximumEventAge 60 s to 6 h; an older event is not tried again
 * @param onFailure gets a record of each event that was given up
 * @param clock for the age of events and the time in the record
 */
public record AsyncSettings(
    int maximumRetryAttempts,
    List<Duration> retryWaits,
    Duration maximumEventAge,
    OnFailureDestination onFailure,
    InstantSource clock) {

  /** Lambda's own defaults: two retries, six hours, no destination. */
  public static final AsyncSettings DEFAULT =
      new AsyncSettings(
          2,
          List.of(Duration.ofMinutes(1), Duration.ofMinutes(2)),
          Duration.ofHours(6),
          OnFailureDestination.NONE,
          InstantSource.system());

  public AsyncSettings {
    retryWaits = List.copyOf(retryWaits);
    if (maximumRetryAttempts < 0 || maximumRetryAttempts > 2) {
      throw new IllegalArgumentException(
          "%d retry attempts are out of Lambda's range of 0 to 2".formatted(maximumRetryAttempts));
    }
    if (retryWaits.size() < maximumRetryAttempts) {
      throw new IllegalArgumentException(
          "%d retries need as many waits, but there are %d"
              .formatted(maximumRetryAttempts, retryWaits.size()));
    }
    if (retryWaits.stream().anyMatch(Duration::isNegative)) {
      throw new IllegalArgumentException("a wait is negative: " + retryWaits);
    }
    if (maximumEventAge.compareTo(Duration.ofSeconds(60)) < 0
        || maximumEventAge.compareTo(Duration.ofHours(6)) > 0) {
      throw new IllegalArgumentException(
          "maximum event age %s is out of Lambda's range of 60 s to 6 h"
              .formatted(maximumEventAge));
    }
  }

  public AsyncSettings withMaximumRetryAttempts(int attempts) {
    return new AsyncSettings(attempts, retryWaits, maximumEventAge, onFailure, clock);
  }

  public AsyncSettings withRetryWaits(Duration... waits) {
    return new AsyncSettings(
        maximumRetryAttempts, List.of(waits), maximumEventAge, onFailure, clock);
  }

  public AsyncSettings withMaximumEventAge(Duration age) {
    return new AsyncSettings(maximumRetryAttempts, retryWaits, age, onFailure, clock);
  }

  public AsyncSettings withOnFailure(OnFailureDestination destination) {
    return new AsyncSettings(maximumRetryAttempts, retryWaits, maximumEventAge, destination, clock);
  }

  public AsyncSettings withClock(InstantSource source) {
    return new AsyncSettings(maximumRetryAttempts, retryWaits, maximumEventAge, onFailure, source);
  }
}
