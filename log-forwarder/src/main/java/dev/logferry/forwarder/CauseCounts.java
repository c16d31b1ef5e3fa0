package dev.logferry.forwarder;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shortens counts by cause: causes can quote field names, of which there may be thousands. */
final class CauseCounts {

  private static final int SHOWN = 10;

  private CauseCounts() {}

  /** The most frequent causes first; those beyond the limit are counted together. */
  static Map<String, Integer> mostFrequent(Map<String, Integer> causes) {
    Map<String, Integer> shown = new LinkedHashMap<>();
    causes.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(
            cause ->
                shown.merge(
                    shown.size() < SHOWN ? cause.getKey() : "other",
                    cause.getValue(),
                    Integer::sum));
    return Collections.unmodifiableMap(shown);
  }
}
