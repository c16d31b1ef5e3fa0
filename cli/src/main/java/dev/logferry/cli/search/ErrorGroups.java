package dev.logferry.cli.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts errors by kind, over several batches. Not thread-safe. */
final class ErrorGroups {

  private final Map<String, Long> totals = new LinkedHashMap<>();

  /**
   * Errors of one kind.
   *
   * @param last the newest of the batch
   * @param total their number in all batches
   * @param isNew whether there was none before this batch
   */
  record Group(Hit last, long total, boolean isNew) {

    /** Service, type and message. */
    String title() {
      String what =
          Stream.of("error.type", "error.message")
              .flatMap(field -> last.text(field).stream())
              .collect(Collectors.joining(": "));
      return last.text("service.name").orElse("-")
          + "  "
          + (what.isEmpty() ? last.text("message").orElse("(no message)") : what);
    }
  }

  /** Takes a batch, oldest first, and returns the kinds that are in it. */
  List<Group> add(List<Hit> hits) {
    Map<String, List<Hit>> batch =
        hits.stream()
            .collect(
                Collectors.groupingBy(ErrorGroups::key, LinkedHashMap::new, Collectors.toList()));
    return batch.entrySet().stream()
        .map(
            entry -> {
              boolean isNew = !totals.containsKey(entry.getKey());
              long total = totals.merge(entry.getKey(), (long) entry.getValue().size(), Long::sum);
              return new Group(entry.getValue().getLast(), total, isNew);
            })
        .toList();
  }

  /** The forwarder's fingerprint, or else the message without its numbers. */
  private static String key(Hit hit) {
    Optional<String> fingerprint = hit.text("error.grouping_key");
    return hit.text("service.name").orElse("")
        + "\n"
        + fingerprint.orElseGet(
            () ->
                hit.text("message").orElse("").replaceAll("[0-9a-fA-F-]*[0-9][0-9a-fA-F-]*", "#"));
  }
}
