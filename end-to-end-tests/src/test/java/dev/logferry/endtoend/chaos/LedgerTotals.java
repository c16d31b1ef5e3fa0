package dev.logferry.endtoend.chaos;

import dev.logferry.localstack.lambda.Invocation;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sums of the ledgers in summary lines. Thread-safe. */
final class LedgerTotals {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String RECEIVED = "received";

  private final Map<String, Long> sums = new TreeMap<>();
  private int ledgers;
  private int unbalanced;

  /** Of one attempt; an attempt that was killed logged no ledger. */
  static LedgerTotals of(Invocation attempt) {
    LedgerTotals totals = new LedgerTotals();
    attempt.logLines().forEach(totals::add);
    return totals;
  }

  /** Adds a line that a function logged; those without a ledger count nothing. */
  void add(String logLine) {
    if (logLine.startsWith("{") && logLine.contains("\"ledger\":{")) {
      add(JSON.readTree(logLine).path("ledger"));
    }
  }

  private synchronized void add(JsonNode ledger) {
    ledgers++;
    long settled = 0;
    for (Map.Entry<String, JsonNode> entry : ledger.properties()) {
      long count = entry.getValue().asLong();
      sums.merge(entry.getKey(), count, Long::sum);
      settled += entry.getKey().equals(RECEIVED) ? 0 : count;
    }
    if (settled != ledger.path(RECEIVED).asLong()) {
      unbalanced++;
    }
  }

  synchronized int ledgers() {
    return ledgers;
  }

  synchronized long received() {
    return sums.getOrDefault(RECEIVED, 0L);
  }

  synchronized long returned() {
    return sums.getOrDefault("returned", 0L);
  }

  synchronized long duplicate() {
    return sums.getOrDefault("duplicate", 0L);
  }

  synchronized long deadLettered() {
    return sums.getOrDefault("dead_lettered", 0L);
  }

  /** Documents that a ledger says were stored for the first time. */
  synchronized long firstStored() {
    return sums.getOrDefault("indexed", 0L) + sums.getOrDefault("degraded", 0L);
  }

  synchronized int unbalanced() {
    return unbalanced;
  }

  @Override
  public synchronized String toString() {
    return "%d ledgers %s".formatted(ledgers, sums);
  }
}
