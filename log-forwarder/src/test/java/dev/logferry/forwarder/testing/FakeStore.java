package dev.logferry.forwarder.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the fake keeps, and what it says of it. Guarded by the fake's lock. */
final class FakeStore {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<String, JsonNode> stored = new HashMap<>();

  /** Documents by {@code index/id}. */
  Map<String, JsonNode> stored() {
    return Map.copyOf(stored);
  }

  void clear() {
    stored.clear();
  }

  /** Stores what the script lets through and says so for each item. */
  String create(List<BulkLine> lines, Script script) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode items = answer.putArray("items");
    for (int position = 0; position < lines.size(); position++) {
      BulkLine line = lines.get(position);
      int scripted = script.statusOf(position);
      boolean isStoredAlready =
          scripted == 201 && stored.putIfAbsent(key(line), line.document()) != null;
      int status = isStoredAlready ? 409 : scripted;
      ObjectNode item = items.addObject().putObject("create");
      item.put("_id", script.idOf(lines, position));
      item.put("status", status);
      script.failureStore().ifPresent(value -> item.put("failure_store", value));
      if (status >= 300) {
        ObjectNode error = item.putObject("error");
        error.put(
            "type",
            isStoredAlready ? "version_conflict_engine_exception" : script.itemErrorType(status));
        error.put("reason", script.itemReason());
      }
    }
    script.changeLength(items);
    return answer.toString();
  }

  /** What each document of a request is to the store, before it is looked at. */
  List<FakeElasticsearch.Arrival> arrivals(List<BulkLine> lines) {
    return lines.stream()
        .map(line -> new FakeElasticsearch.Arrival(line.id(), stored.containsKey(key(line)), false))
        .toList();
  }

  /** The same, with what the answer says about each. */
  List<FakeElasticsearch.Arrival> told(List<FakeElasticsearch.Arrival> arrivals, Script script) {
    List<FakeElasticsearch.Arrival> told = new ArrayList<>();
    for (int position = 0; position < arrivals.size(); position++) {
      FakeElasticsearch.Arrival arrival = arrivals.get(position);
      int status = script.statusOf(position);
      told.add(
          new FakeElasticsearch.Arrival(
              arrival.id(),
              arrival.alreadyStored(),
              script.tellsTheTruth() && (status == 201 || status == 409)));
    }
    return told;
  }

  /** The answer to a search for ids in a stream. */
  String search(String stream, byte[] body) {
    List<String> found = new ArrayList<>();
    for (JsonNode id : JSON.readTree(body).at("/query/ids/values")) {
      if (stored.containsKey(stream + "/" + id.asString())) {
        found.add(id.asString());
      }
    }
    ObjectNode answer = JSON.createObjectNode();
    answer.put("timed_out", false);
    answer.putObject("_shards").put("total", 1).put("successful", 1).put("failed", 0);
    ObjectNode hits = answer.putObject("hits");
    hits.putObject("total").put("value", found.size()).put("relation", "eq");
    ArrayNode list = hits.putArray("hits");
    found.forEach(id -> list.addObject().put("_id", id));
    return answer.toString();
  }

  private static String key(BulkLine line) {
    return line.index() + "/" + line.id();
  }
}
