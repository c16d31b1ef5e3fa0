package dev.logferry.forwarder.redrive;

import java.time.Duration;

/**
 * How much a redrive takes on.
 *
 * @param parallelObjects objects under way at once, after the probe
 * @param minimumAge younger objects wait: the invocation that wrote one may still be running, and
 *     what it stored may not be searchable yet
 * @param longestObject how long one object may take
 * @param shortestStart no object is begun with less time than this
 * @param maxRecordBytes a larger record is none of Lambda's, and is left alone
 */
public record RedriveLimits(
    int parallelObjects,
    Duration minimumAge,
    Duration longestObject,
    Duration shortestStart,
    int maxRecordBytes) {

  public RedriveLimits {
    if (parallelObjects < 1 || shortestStart.compareTo(longestObject) > 0) {
      throw new IllegalArgumentException(
          "%d objects at once, each begun with %s and done within %s"
              .formatted(parallelObjects, shortestStart, longestObject));
    }
  }
}
