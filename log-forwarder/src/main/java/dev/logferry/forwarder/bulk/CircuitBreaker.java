package dev.logferry.forwarder.bulk;

import dev.logferry.forwarder.document.DataStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an invocation has learned about the cluster and its data streams, so that it stops sending
 * where that is in vain. All deliveries of one invocation share it. Thread-safe.
 *
 * <p>A data stream that fails says nothing about others: each is counted by itself. Only what no
 * request can escape opens the circuit for the whole cluster.
 */
public final class CircuitBreaker {

  private static final int TELLING_FAILURES = 3;

  private final Map<DataStream, Integer> failuresInARow = new HashMap<>();
  private final Set<DataStream> open = new HashSet<>();
  private int clusterFailuresInARow;
  private boolean answered;
  private String openForCluster = "";

  /** Elasticsearch has answered a request item by item: it is there, whatever the items say. */
  synchronized void answered() {
    answered = true;
    clusterFailuresInARow = 0;
  }

  /** Whether Elasticsearch has answered in this invocation. */
  public synchronized boolean hasAnswered() {
    return answered;
  }

  /** A delivery ended because no data stream can be written at all, however long one waits. */
  synchronized void clusterRejected(String why) {
    if (openForCluster.isEmpty()) {
      openForCluster = why;
    }
  }

  /** A delivery ended without an answer. Before the first answer, one such failure tells enough. */
  synchronized void clusterFailed(String why) {
    clusterFailuresInARow++;
    if (!answered || clusterFailuresInARow >= TELLING_FAILURES) {
      clusterRejected(why);
    }
  }

  /** Why nothing more can be delivered to the cluster; empty as long as it is worth trying. */
  public synchronized Optional<String> openForCluster() {
    return openForCluster.isEmpty() ? Optional.empty() : Optional.of(openForCluster);
  }

  /** A delivery has stored, or otherwise finished, all it had for a data stream. */
  synchronized void delivered(DataStream dataStream) {
    failuresInARow.remove(dataStream);
  }

  /** A delivery has failed for a data stream alone. */
  synchronized void failed(DataStream dataStream) {
    int failures = failuresInARow.merge(dataStream, 1, Integer::sum);
    if (failures >= TELLING_FAILURES) {
      open.add(dataStream);
    }
  }

  /** The data streams to which nothing more is sent in this invocation. */
  public synchronized Set<DataStream> openDataStreams() {
    return Set.copyOf(open);
  }

  /** Whether nothing more is sent to a data stream in this invocation. */
  public synchronized boolean isOpenFor(DataStream dataStream) {
    return open.contains(dataStream);
  }
}
