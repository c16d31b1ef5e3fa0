package dev.logferry.forwarder.bulk;

import dev.logferry.forwarder.bulk.BulkReply.Answered;
import dev.logferry.forwarder.bulk.ItemReply.FailureStore;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.LogDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks before it creates, and sends only what the data stream does not hold. The action {@code
 * create} refuses an id twice only within the index that a data stream writes to; after a rollover
 * the same id would be stored again. For deliveries that come late, such as a redrive.
 *
 * <p>What is found is answered as Elasticsearch would answer it: with status 409.
 *
 * @see <a href="https://github.com/elastic/elasticsearch/issues/44794">Ids are unique in a backing
 *     index, not in a data stream</a>
 */
public final class ExistingIdsCheck implements BulkClient {

  private static final int CONFLICT = 409;

  private final BulkClient client;
  private final StoredIds storedIds;

  public ExistingIdsCheck(BulkClient client, StoredIds storedIds) {
    this.client = client;
    this.storedIds = storedIds;
  }

  @Override
  public BulkReply send(BulkRequest request, Duration timeout) {
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    Set<Key> stored;
    try {
      stored = stored(request, deadlineNanos);
    } catch (StoredIds.Unknown e) {
      return e.reply();
    }
    List<LogDocument> missing =
        request.documents().stream()
            .filter(document -> !stored.contains(Key.of(document)))
            .toList();
    if (missing.isEmpty()) {
      return new Answered(request.documents().stream().map(ExistingIdsCheck::conflict).toList());
    }
    Duration left = left(deadlineNanos);
    if (!left.isPositive()) {
      return new BulkReply.Unreachable("no time left after looking for stored documents");
    }
    return whole(request, stored, missing, client.send(new BulkRequest(missing), left));
  }

  private Set<Key> stored(BulkRequest request, long deadlineNanos) throws StoredIds.Unknown {
    Map<DataStream, List<String>> ids = new LinkedHashMap<>();
    for (LogDocument document : request.documents()) {
      ids.computeIfAbsent(document.dataStream(), _ -> new ArrayList<>()).add(document.id());
    }
    Set<Key> stored = new HashSet<>();
    for (Map.Entry<DataStream, List<String>> stream : ids.entrySet()) {
      Duration left = left(deadlineNanos);
      if (!left.isPositive()) {
        throw new StoredIds.Unknown(
            new BulkReply.Unreachable("no time left to look for stored documents"));
      }
      storedIds
          .among(stream.getKey(), stream.getValue(), left)
          .forEach(id -> stored.add(new Key(stream.getKey(), id)));
    }
    return stored;
  }

  /**
   * The answer about the missing documents, with those that are stored put back in their places.
   */
  private static BulkReply whole(
      BulkRequest request, Set<Key> stored, List<LogDocument> missing, BulkReply reply) {
    if (!(reply instanceof Answered(List<ItemReply> items))) {
      return reply;
    }
    if (items.size() != missing.size()) {
      return new BulkReply.Unintelligible(
          "an answer about %d documents to a request of %d"
              .formatted(items.size(), missing.size()));
    }
    Iterator<ItemReply> answered = items.iterator();
    return new Answered(
        request.documents().stream()
            .map(
                document ->
                    stored.contains(Key.of(document)) ? conflict(document) : answered.next())
            .toList());
  }

  private static ItemReply conflict(LogDocument document) {
    return new ItemReply(
        document.id(),
        CONFLICT,
        "version_conflict_engine_exception",
        "",
        "",
        FailureStore.NOT_SAID);
  }

  private static Duration left(long deadlineNanos) {
    return Duration.ofNanos(deadlineNanos - System.nanoTime());
  }

  private record Key(DataStream dataStream, String id) {
    static Key of(LogDocument document) {
      return new Key(document.dataStream(), document.id());
    }
  }
}
