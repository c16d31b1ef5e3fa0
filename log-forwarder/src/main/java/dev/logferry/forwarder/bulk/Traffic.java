package dev.logferry.forwarder.bulk;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What delivery took.
 *
 * @param requests bulk requests sent
 * @param retriedDocuments documents sent again, counted each time
 * @param sentBytes bodies before compression
 * @param latencies how long requests took, the first hundred of them: as many values as a metric
 *     may have
 * @param failureStoreFailed rejected documents that the failure store could not take either
 * @param failureStoreNotEnabled rejected documents that a failure store would have taken
 * @param retryable documents rejected for a cause outside of them
 * @param errorGroupsCreated error groups that a data stream's index did not have
 * @param errorGroupsKnown error groups that it had, though this instance did not know
 * @param errorGroupsNotWritten error groups that were rejected, or sent without an answer
 * @param remedies what an operator has to do about such causes, each with an example of a data
 *     stream
 */
public record Traffic(
    int requests,
    int retriedDocuments,
    long sentBytes,
    List<Duration> latencies,
    int failureStoreFailed,
    int failureStoreNotEnabled,
    int retryable,
    int errorGroupsCreated,
    int errorGroupsKnown,
    int errorGroupsNotWritten,
    Map<String, String> remedies) {

  /** Nothing was sent. */
  public static final Traffic NONE = new Traffic(0, 0, 0, List.of(), 0, 0, 0, 0, 0, 0, Map.of());

  public Traffic {
    latencies = List.copyOf(latencies);
    remedies = Map.copyOf(remedies);
  }
}
