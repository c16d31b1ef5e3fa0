package dev.logferry.localstack.system;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sums of the ledgers that the functions log. Thread-safe. */
final class Ledgers {

  private final Map<String, Long> sums = new LinkedHashMap<>();

  /** A line of a function's log; nothing if it has no ledger. */
  void add(String line) {
    if (!line.startsWith("{") || !line.contains("\"ledger\":{")) {
      return;
    }
    try {
      JsonNode ledger = JsonMapper.shared().readTree(line).path("ledger");
      synchronized (sums) {
        ledger.forEachEntry((name, count) -> sums.merge(name, count.asLong(0), Long::sum));
      }
    } catch (JacksonException _) {
      // A line that only looks like a summary.
    }
  }

  long sum(String outcome) {
    synchronized (sums) {
      return sums.getOrDefault(outcome, 0L);
    }
  }

  ObjectNode json() {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    synchronized (sums) {
      sums.forEach(json::put);
    }
    return json;
  }
}
