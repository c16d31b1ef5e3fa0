package dev.logferry.forwarder.bulk;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What delivery achieved.
 *
 * @param indexed documents stored for the first time
 * @param duplicate documents that were stored already
 * @param degraded documents stored as the fallback document
 * @param failureStored documents that the failure store took
 * @param refused documents given to {@link RejectedDocuments}
 * @param returned documents without a final outcome: the payload has to come again
 * @param returnedParts the parts of the invocation that these came from
 * @param degradedFor why documents were stored as the fallback document, with how many each
 * @param refusedFor why documents were refused, with how many each
 * @param returnedFor why documents were returned, with how many each; like the other causes, never
 *     a document's content
 * @param failureStoreFailed refused documents that the failure store could not take either
 * @param failureStoreNotEnabled refused documents that a failure store would have taken
 * @param traffic what it took
 */
public record Settlement(
    int indexed,
    int duplicate,
    int degraded,
    int failureStored,
    int refused,
    int returned,
    Set<Integer> returnedParts,
    Map<String, Integer> degradedFor,
    Map<String, Integer> refusedFor,
    Map<String, Integer> returnedFor,
    int failureStoreFailed,
    int failureStoreNotEnabled,
    Traffic traffic) {

  /** Nothing was there to deliver. */
  public static final Settlement NOTHING =
      new Settlement(0, 0, 0, 0, 0, 0, Set.of(), Map.of(), Map.of(), Map.of(), 0, 0, Traffic.NONE);

  public Settlement {
    returnedParts = Set.copyOf(returnedParts);
    degradedFor = Map.copyOf(degradedFor);
    refusedFor = Map.copyOf(refusedFor);
    returnedFor = Map.copyOf(returnedFor);
  }

  /**
   * What delivery took.
   *
   * @param requests bulk requests sent
   * @param retriedDocuments documents sent again, counted each time
   * @param sentBytes bodies before compression
   * @param latencies how long requests took, the first hundred of them: as many values as a metric
   *     may have
   */
  public record Traffic(
      int requests, int retriedDocuments, long sentBytes, List<Duration> latencies) {

    static final Traffic NONE = new Traffic(0, 0, 0, List.of());

    public Traffic {
      latencies = List.copyOf(latencies);
    }
  }
}
