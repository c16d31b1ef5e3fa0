package dev.logferry.forwarder.document;

import java.util.Map;
import java.util.TreeMap;

/** How often each redaction rule found something. */
public final class RedactionCounts {

  private final Map<String, Integer> counts = new TreeMap<>();

  /** A rule found something. */
  public void count(String rule) {
    counts.merge(rule, 1, Integer::sum);
  }

  /** Counts by rule name; rules that found nothing are absent. */
  public Map<String, Integer> byRule() {
    return Map.copyOf(counts);
  }
}
