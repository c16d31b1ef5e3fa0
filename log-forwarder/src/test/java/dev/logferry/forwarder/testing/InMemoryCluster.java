package dev.logferry.forwarder.testing;

import dev.logferry.forwarder.bulk.BulkClient;
import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.bulk.BulkReply.Answered;
import dev.logferry.forwarder.bulk.BulkReply.Unreachable;
import dev.logferry.forwarder.bulk.BulkRequest;
import dev.logferry.forwarder.bulk.Cause;
import dev.logferry.forwarder.bulk.ItemReply;
import dev.logferry.forwarder.bulk.StoredIds;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.LogDocument;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Elasticsearch in memory. As in the real one, an id is refused twice only within the index that a
 * data stream writes to. Answers truthfully unless a rule says otherwise. Thread-safe.
 */
public final class InMemoryCluster implements BulkClient, StoredIds {

  private final Map<DataStream, List<Map<String, String>>> streams = new LinkedHashMap<>();
  private final List<Function<LogDocument, Optional<Cause>>> rules = new ArrayList<>();
  private final List<Function<BulkRequest, Optional<BulkReply>>> requestRules = new ArrayList<>();
  private final Map<String, Integer> sends = new HashMap<>();
  private boolean down;
  private int percentFailing;
  private SplittableRandom random = new SplittableRandom(1);
  private int requests;
  private int inFlight;
  private int mostInFlight;

  /** From now on nobody answers, or somebody does again. */
  public synchronized void down(boolean isDown) {
    down = isDown;
  }

  /** So many of a hundred requests and items go wrong, in every way. */
  public synchronized void failing(int percent, SplittableRandom chance) {
    percentFailing = percent;
    random = chance;
  }

  /** Documents for which the rule has a cause are rejected with it. */
  public synchronized void rejects(Function<LogDocument, Optional<Cause>> rule) {
    rules.add(rule);
  }

  /** Documents that hold this text are rejected for good. */
  public void rejects(String text) {
    rejects(
        document ->
            text(document).contains(text)
                ? Optional.of(new Cause(418, "some_exception", "", ""))
                : Optional.empty());
  }

  /** Every document of a data stream is rejected with a cause. */
  public void rejects(DataStream dataStream, Cause cause) {
    rejects(
        document ->
            document.dataStream().equals(dataStream) ? Optional.of(cause) : Optional.empty());
  }

  /** Requests for which the rule has a reply get that, and nothing of them is stored. */
  public synchronized void replies(Function<BulkRequest, Optional<BulkReply>> rule) {
    requestRules.add(rule);
  }

  /** From now on every rule is forgotten. */
  public synchronized void acceptsEverything() {
    rules.clear();
    requestRules.clear();
  }

  /** Every stream writes to a new index from now on. */
  public synchronized void rollOver() {
    streams.values().forEach(indices -> indices.add(new HashMap<>()));
  }

  /** Every document in every index, copies too. */
  public synchronized List<String> documents() {
    return streams.values().stream()
        .flatMap(List::stream)
        .flatMap(index -> index.values().stream())
        .toList();
  }

  /** The ids of all documents. */
  public synchronized Set<String> ids() {
    Set<String> ids = new HashSet<>();
    streams.values().forEach(indices -> indices.forEach(index -> ids.addAll(index.keySet())));
    return ids;
  }

  /** How often a document was sent to the cluster. */
  public synchronized int sends(String id) {
    return sends.getOrDefault(id, 0);
  }

  public synchronized int requests() {
    return requests;
  }

  public synchronized int mostInFlight() {
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
    if (down || fails()) {
      return new Unreachable("down");
    }
    for (Function<BulkRequest, Optional<BulkReply>> rule : requestRules) {
      Optional<BulkReply> reply = rule.apply(request);
      if (reply.isPresent()) {
        return reply.get();
      }
    }
    List<ItemReply> items = request.items().stream().map(this::create).toList();
    return fails() ? new Unreachable("the answer is lost") : new Answered(items);
  }

  private ItemReply create(LogDocument document) {
    sends.merge(document.id(), 1, Integer::sum);
    if (fails()) {
      return ItemReply.rejected(
          document.id(), new Cause(429, "es_rejected_execution_exception", "", ""));
    }
    for (Function<LogDocument, Optional<Cause>> rule : rules) {
      Optional<Cause> cause = rule.apply(document);
      if (cause.isPresent()) {
        return ItemReply.rejected(document.id(), cause.get());
      }
    }
    List<Map<String, String>> indices =
        streams.computeIfAbsent(
            document.dataStream(), _ -> new ArrayList<>(List.of(new HashMap<>())));
    boolean isNew = indices.getLast().putIfAbsent(document.id(), text(document)) == null;
    return isNew
        ? ItemReply.stored(document.id())
        : ItemReply.rejected(
            document.id(), new Cause(409, "version_conflict_engine_exception", "", ""));
  }

  private static String text(LogDocument document) {
    return new String(document.json(), StandardCharsets.UTF_8);
  }

  private boolean fails() {
    return percentFailing > 0 && random.nextInt(100) < percentFailing;
  }

  @Override
  public synchronized Set<String> among(DataStream dataStream, List<String> ids, Duration timeout)
      throws Unknown {
    if (down || fails()) {
      throw new Unknown(new Unreachable("down"));
    }
    Set<String> found = new HashSet<>();
    for (Map<String, String> index : streams.getOrDefault(dataStream, List.of())) {
      ids.stream().filter(index::containsKey).forEach(found::add);
    }
    return found;
  }
}
