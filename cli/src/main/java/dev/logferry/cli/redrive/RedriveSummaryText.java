package dev.logferry.cli.redrive;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The summary of a redrive for a person. */
public record RedriveSummaryText(JsonNode summary) {

  public List<String> lines() {
    List<String> warnings =
        summary.path("warnings").valueStream().map(one -> "  " + one.asString()).toList();
    List<String> lines = new java.util.ArrayList<>();
    lines.add(summary.path("message").asString("The function gave no summary."));
    lines.add("objects: " + counts(summary.path("objects")));
    if (summary.has("would_deliver_events")) {
      lines.add("events that would be sent: " + summary.path("would_deliver_events").asLong());
    }
    JsonNode ledger = summary.path("ledger");
    if (!ledger.isMissingNode()) {
      lines.add("events: " + counts(ledger));
    }
    for (String name : List.of("stopped", "problem")) {
      if (summary.has(name)) {
        lines.add(name + ": " + summary.path(name).asString());
      }
    }
    lines.addAll(warnings);
    return lines;
  }

  private static String counts(JsonNode counts) {
    String text =
        counts.properties().stream()
            .filter(entry -> entry.getValue().asLong(0) > 0)
            .map(RedriveSummaryText::count)
            .collect(Collectors.joining(", "));
    return text.isEmpty() ? "none" : text;
  }

  private static String count(Map.Entry<String, JsonNode> entry) {
    return String.format(
        Locale.ROOT,
        "%,d %s",
        entry.getValue().asLong(),
        entry.getKey().replace('_', ' ').replace("settled", "done"));
  }

  /** Whether nothing that was tried is left. */
  public boolean isComplete() {
    return summary.at("/objects/left").asLong(0) == 0
        && !summary.has("problem")
        && !summary.has("stopped");
  }
}
