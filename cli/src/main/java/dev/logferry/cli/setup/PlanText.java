package dev.logferry.cli.setup;

import dev.logferry.analystpack.PackSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows changes. */
final class PlanText {

  private static final int MAX_DETAILS = 12;

  private PlanText() {}

  /** For a person: a line for each object, with what differs below it. */
  static List<String> lines(List<Change> changes) {
    List<String> lines = new ArrayList<>();
    for (Change change : changes) {
      lines.add("%s %s".formatted(change.kind().sign(), change.what()));
      List<String> details = change.details();
      details.stream().limit(MAX_DETAILS).forEach(detail -> lines.add("    " + detail));
      if (details.size() > MAX_DETAILS) {
        lines.add("    and %d more".formatted(details.size() - MAX_DETAILS));
      }
    }
    return lines;
  }

  /** For a program: a JSON object for each object, with everything that differs. */
  static List<String> json(List<Change> changes) {
    return changes.stream()
        .map(
            change -> {
              var line =
                  PackSource.JSON
                      .createObjectNode()
                      .put("change", change.kind().name().toLowerCase(Locale.ROOT))
                      .put("object", change.what());
              change.details().forEach(line.putArray("details")::add);
              return PackSource.JSON.writeValueAsString(line);
            })
        .toList();
  }
}
