package dev.logferry.forwarder.redrive;

import java.time.Duration;

/**
 * How much a redrive takes on.
 *
 * @param parallelObjects objects in progress at once, after the first
 * @param minimumAge younger objects wait: the invocation that wrote one may still be running, and
 *     what it stored may not be searchable yet
 * @param longestObject how long one object may take
 * @param shortestStart no object is begun with less time than this
 * @param maxRecordBytes a larger record is none of Lambda's, and is left alone
 * @param maxLineBytes a dead letter object with a longer line is left alone
 * @param memoryBytes how many bytes of objects may be in memory at once
 */
public record RedriveLimits(
    int parallelObjects,
    Duration minimumAge,
    Duration longestObject,
    Duration shortestStart,
    int maxRecordBytes,
    int maxLineBytes,
    int memoryBytes) {

  public RedriveLimits {
    if (parallelObjects < 1 || shortestStart.compareTo(longestObject) > 0) {
      throw new IllegalArgumentException(
          "%d objects at once, each begun with %s and done within %s"
              .formatted(parallelObjects, shortestStart, longestObject));
    }
  }
}
