package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.bulk.BulkClient;
import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.bulk.BulkReply.Answered;
import dev.logferry.forwarder.bulk.BulkReply.Unreachable;
import dev.logferry.forwarder.bulk.BulkRequest;
import dev.logferry.forwarder.bulk.ItemReply;
import dev.logferry.forwarder.bulk.ItemReply.FailureStore;
import dev.logferry.forwarder.bulk.StoredIds;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.LogDocument;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Data streams in memory. As in Elasticsearch, an id is refused twice only within the index that a
 * stream writes to.
 */
final class InMemoryCluster implements BulkClient, StoredIds {

  private final Map<DataStream, List<Map<String, String>>> streams = new HashMap<>();
  private final Set<String> refusedTexts = new HashSet<>();
  private boolean away;
  private int percentFailing;
  private SplittableRandom random = new SplittableRandom(1);
  private int requests;
  private int inFlight;
  private int mostInFlight;

  /** From now on nobody answers, or somebody does again. */
  synchronized void away(boolean isAway) {
    away = isAway;
  }

  /** So many of a hundred requests and items go wrong, in every way. */
  synchronized void failing(int percent, SplittableRandom chance) {
    percentFailing = percent;
    random = chance;
  }

  /** Documents that hold this text are refused for good. */
  synchronized void refuses(String text) {
    refusedTexts.add(text);
  }

  synchronized void takesEverything() {
    refusedTexts.clear();
  }

  /** Every stream writes to a new index from now on. */
  synchronized void rollOver() {
    streams.values().forEach(indices -> indices.add(new HashMap<>()));
  }

  /** Every document in every index, copies too. */
  synchronized List<String> documents() {
    return streams.values().stream()
        .flatMap(List::stream)
        .flatMap(index -> index.values().stream())
        .toList();
  }

  synchronized int requests() {
    return requests;
  }

  synchronized int mostInFlight() {
    return mostInFlight;
  }

  @Override
  public BulkReply send(BulkRequest request, Duration timeout) {
    begin();
    try {
      return answer(request);
    } finally {
      end();
    }
  }

  private synchronized void begin() {
    requests++;
    inFlight++;
    mostInFlight = Math.max(mostInFlight, inFlight);
  }

  private synchronized void end() {
    inFlight--;
  }

  private synchronized BulkReply answer(BulkRequest request) {
    if (away || fails()) {
      return new Unreachable("away");
    }
    List<ItemReply> items = request.documents().stream().map(this::create).toList();
    return fails() ? new Unreachable("the answer is lost") : new Answered(items);
  }

  private ItemReply create(LogDocument document) {
    String text = new String(document.json(), StandardCharsets.UTF_8);
    if (fails()) {
      return reply(document, 429);
    }
    if (refusedTexts.stream().anyMatch(text::contains)) {
      return reply(document, 403);
    }
    List<Map<String, String>> indices =
        streams.computeIfAbsent(
            document.dataStream(), _ -> new ArrayList<>(List.of(new HashMap<>())));
    boolean isNew = indices.getLast().putIfAbsent(document.id(), text) == null;
    return reply(document, isNew ? 201 : 409);
  }

  private static ItemReply reply(LogDocument document, int status) {
    return new ItemReply(document.id(), status, "", "", "", FailureStore.NOT_STATED);
  }

  private boolean fails() {
    return percentFailing > 0 && random.nextInt(100) < percentFailing;
  }

  @Override
  public synchronized Set<String> among(DataStream dataStream, List<String> ids, Duration timeout)
      throws Unknown {
    if (away || fails()) {
      throw new Unknown(new Unreachable("away"));
    }
    Set<String> found = new HashSet<>();
    for (Map<String, String> index : streams.getOrDefault(dataStream, List.of())) {
      ids.stream().filter(index::containsKey).forEach(found::add);
    }
    return found;
  }
}
