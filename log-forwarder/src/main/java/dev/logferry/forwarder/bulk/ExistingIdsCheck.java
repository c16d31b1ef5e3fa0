package dev.logferry.forwarder.bulk;

import dev.logferry.forwarder.bulk.BulkReply.Answered;
import dev.logferry.forwarder.bulk.BulkReply.MalformedReply;
import dev.logferry.forwarder.bulk.BulkReply.RequestRejected;
import dev.logferry.forwarder.bulk.BulkReply.Unreachable;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.LogDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks for existing ids before it creates documents, and sends only what the data stream does not
 * hold. The action {@code create} refuses an id twice only within the index that a data stream
 * writes to; after a rollover the same id would be stored again. For deliveries that come late,
 * such as a redrive.
 *
 * <p>What is found is answered as Elasticsearch would answer it: with status 409.
 *
 * @see <a href="https://github.com/elastic/elasticsearch/issues/44794">Ids are unique in a backing
 *     index, not in a data stream</a>
 */
public final class ExistingIdsCheck implements BulkClient {

  private static final int CONFLICT = 409;
  private static final int UNAVAILABLE = 503;

  private final BulkClient client;
  private final StoredIds storedIds;

  public ExistingIdsCheck(BulkClient client, StoredIds storedIds) {
    this.client = client;
    this.storedIds = storedIds;
  }

  @Override
  public BulkReply send(BulkRequest request, Duration timeout) {
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    IdentityHashMap<LogDocument, ItemReply> known = new IdentityHashMap<>();
    for (Map.Entry<DataStream, List<LogDocument>> stream : byDataStream(request).entrySet()) {
      Duration left = left(deadlineNanos);
      if (!left.isPositive()) {
        return new Unreachable("no time left to check for existing ids");
      }
      try {
        known.putAll(stored(stream.getKey(), stream.getValue(), left));
      } catch (StoredIds.Unknown e) {
        if (!concernsOneDataStream(e.reply())) {
          return e.reply();
        }
        stream.getValue().forEach(document -> known.put(document, unavailable(document)));
      }
    }
    return sendMissing(request, known, deadlineNanos);
  }

  private static Map<DataStream, List<LogDocument>> byDataStream(BulkRequest request) {
    Map<DataStream, List<LogDocument>> streams = new LinkedHashMap<>();
    for (LogDocument document : request.documents()) {
      streams.computeIfAbsent(document.dataStream(), _ -> new ArrayList<>()).add(document);
    }
    return streams;
  }

  private IdentityHashMap<LogDocument, ItemReply> stored(
      DataStream dataStream, List<LogDocument> documents, Duration timeout)
      throws StoredIds.Unknown {
    List<String> ids = documents.stream().map(LogDocument::id).toList();
    Set<String> found = storedIds.among(dataStream, ids, timeout);
    IdentityHashMap<LogDocument, ItemReply> stored = new IdentityHashMap<>();
    for (LogDocument document : documents) {
      if (found.contains(document.id())) {
        stored.put(document, conflict(document));
      }
    }
    return stored;
  }

  /** Whether a failed search says nothing about other data streams: some of its shards failed. */
  private static boolean concernsOneDataStream(BulkReply reply) {
    return reply instanceof MalformedReply
        || (reply instanceof RequestRejected rejected
            && rejected.byElasticsearch()
            && rejected.cause().status() >= 500);
  }

  private BulkReply sendMissing(
      BulkRequest request, IdentityHashMap<LogDocument, ItemReply> known, long deadlineNanos) {
    List<LogDocument> missing = new ArrayList<>();
    for (LogDocument document : request.documents()) {
      if (!known.containsKey(document)) {
        missing.add(document);
      }
    }
    if (missing.isEmpty()) {
      // The events were stored before, and their error groups with them.
      request.errorGroups().forEach(group -> known.put(group, unavailable(group)));
      return whole(request, known, List.of());
    }
    Duration left = left(deadlineNanos);
    if (!left.isPositive()) {
      return new Unreachable("no time left after the check for existing ids");
    }
    BulkRequest toSend = new BulkRequest(missing, request.errorGroups());
    BulkReply reply = client.send(toSend, left);
    if (!(reply instanceof Answered(List<ItemReply> items))) {
      return reply;
    }
    int expected = toSend.items().size();
    return items.size() == expected
        ? whole(request, known, items)
        : new MalformedReply(
            "an answer about %d documents to a request of %d".formatted(items.size(), expected));
  }

  /** The answers about the documents sent, with those that are known put back in their places. */
  private static BulkReply whole(
      BulkRequest request, IdentityHashMap<LogDocument, ItemReply> known, List<ItemReply> answers) {
    Iterator<ItemReply> answered = answers.iterator();
    List<ItemReply> all = new ArrayList<>();
    for (LogDocument document : request.items()) {
      ItemReply reply = known.get(document);
      all.add(reply != null ? reply : answered.next());
    }
    return new Answered(all);
  }

  private static ItemReply conflict(LogDocument document) {
    return ItemReply.rejected(
        document.id(), new Cause(CONFLICT, "version_conflict_engine_exception", "", ""));
  }

  private static ItemReply unavailable(LogDocument document) {
    return ItemReply.rejected(
        document.id(), new Cause(UNAVAILABLE, "search_phase_execution_exception", "", ""));
  }

  private static Duration left(long deadlineNanos) {
    return Duration.ofNanos(deadlineNanos - System.nanoTime());
  }
}
