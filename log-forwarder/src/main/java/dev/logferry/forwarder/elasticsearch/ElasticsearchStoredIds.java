package dev.logferry.forwarder.elasticsearch;

import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.bulk.StoredIds;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.elasticsearch.ClusterConnection.Failed;
import dev.logferry.forwarder.elasticsearch.ClusterConnection.Read;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Searches for ids over a data stream, through elasticsearch-java's transport. Only what was
 * refreshed is found, so callers search later than the index's refresh interval. Thread-safe.
 *
 * @see <a
 *     href="https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-ids-query">Ids
 *     query</a>
 */
final class ElasticsearchStoredIds implements StoredIds {

  private final ConnectionPool connections;

  /**
   * @param connections to the cluster, for a user that may read
   */
  ElasticsearchStoredIds(ConnectionPool connections) {
    this.connections = connections;
  }

  @Override
  public Set<String> among(DataStream dataStream, List<String> ids, Duration timeout)
      throws Unknown {
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    Set<String> found = new HashSet<>();
    for (StoredIdsSearch search : StoredIdsSearch.of(dataStream, ids)) {
      Duration left = Duration.ofNanos(deadlineNanos - System.nanoTime());
      found.addAll(found(search, left));
    }
    return found;
  }

  private Set<String> found(StoredIdsSearch search, Duration timeout) throws Unknown {
    if (!timeout.isPositive()) {
      throw new Unknown(new BulkReply.Unreachable("no time left to look for stored documents"));
    }
    return switch (connections.exchange(search, timeout)) {
      case Read<Optional<Set<String>>>(var found) ->
          found.orElseThrow(() -> new Unknown(StoredIdsSearch.PARTIAL));
      case Failed<Optional<Set<String>>>(BulkReply reply) -> search.foundWhenRejected(reply);
    };
  }
}
