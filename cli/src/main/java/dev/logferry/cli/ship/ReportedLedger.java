package dev.logferry.cli.ship;

import dev.logferry.forwarder.Ledger;
import dev.logferry.forwarder.Outcome;
import java.util.EnumMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The ledger in the forwarder's answer: {@code {"ledger":{"received":3,"indexed":3,...}}}. */
sealed interface ReportedLedger {

  /** The answer holds a ledger in which the counts add up. */
  record Balanced(Ledger ledger) implements ReportedLedger {}

  /** The answer does not say what became of the events. */
  record Unusable(String reason) implements ReportedLedger {}

  static ReportedLedger in(String response) {
    try {
      JsonNode ledger = new JsonMapper().readTree(response).path("ledger");
      return ledger.isObject() ? balanced(ledger) : unknown("its answer has no ledger");
    } catch (JacksonException notJson) {
      return unknown("its answer is not JSON: " + notJson.getOriginalMessage());
    } catch (IllegalStateException unbalanced) {
      return unknown(String.valueOf(unbalanced.getMessage()));
    }
  }

  private static ReportedLedger balanced(JsonNode ledger) {
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      counts.put(outcome, count(ledger, outcome.jsonName()));
    }
    return new Balanced(new Ledger(count(ledger, "received"), counts));
  }

  private static int count(JsonNode ledger, String name) {
    JsonNode count = ledger.path(name);
    if (!count.canConvertToInt()) {
      throw new IllegalStateException("its ledger has no count '" + name + "'");
    }
    return count.intValue();
  }

  private static ReportedLedger unknown(String reason) {
    return new Unusable("the function did not report the outcome of the events: " + reason);
  }
}
