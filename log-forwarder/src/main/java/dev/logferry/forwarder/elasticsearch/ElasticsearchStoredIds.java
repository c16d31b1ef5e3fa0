package dev.logferry.forwarder.elasticsearch;

import co.elastic.clients.transport.endpoints.BinaryEndpoint;
import co.elastic.clients.util.BinaryData;
import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.bulk.StoredIds;
import dev.logferry.forwarder.document.DataStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Searches for ids over a data stream, through elasticsearch-java's transport. Only what was
 * refreshed is found, so whoever asks comes later than the index's refresh interval. For several
 * threads.
 *
 * @see <a
 *     href="https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-ids-query">Ids
 *     query</a>
 */
final class ElasticsearchStoredIds implements StoredIds {

  private final Lanes lanes;
  private final StoredIdsReader reader = new StoredIdsReader();

  /**
   * @param lanes to the cluster, for a user that may read
   */
  ElasticsearchStoredIds(Lanes lanes) {
    this.lanes = lanes;
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
    Lane.Outcome<Optional<Set<String>>> outcome =
        lanes.within(
            timeout,
            lane -> exchange(lane, search),
            why -> new Lane.Failed<>(new BulkReply.Unreachable(why)));
    return switch (outcome) {
      case Lane.Read<Optional<Set<String>>>(var found) ->
          found.orElseThrow(() -> new Unknown(StoredIdsSearch.PARTIAL));
      case Lane.Failed<Optional<Set<String>>>(BulkReply reply) -> search.foundWhenRejected(reply);
    };
  }

  private Lane.Outcome<Optional<Set<String>>> exchange(Lane lane, StoredIdsSearch search) {
    BinaryData body = BinaryData.of(search.body(), "application/json");
    return lane.exchange(endpoint(search), body, reader::read);
  }

  private static BinaryEndpoint<BinaryData> endpoint(StoredIdsSearch search) {
    return new BinaryEndpoint<>(
        "es/search",
        _ -> "POST",
        _ -> search.path(),
        _ -> Map.of(),
        _ -> StoredIdsSearch.PARAMETERS,
        _ -> Map.of(),
        true,
        NO_MORE);
  }

  /** A parameter that the library's constructor ignores. */
  private static final Object NO_MORE = new Object();
}
