package dev.logferry.cli.search;

import dev.logferry.cli.terminal.UndeterminedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a search may have found nothing, and what would find more. */
final class SearchHints {

  private static final Pattern FIELD =
      Pattern.compile("(?<![\\w\\\\.])([A-Za-z@_][\\w.@-]*):(\"?)(\\w*)");
  private static final Set<String> LEVELS =
      Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL");

  private final LogSearch search;

  SearchHints(LogSearch search) {
    this.search = search;
  }

  /** Sentences for a search without a hit; empty if nothing comes to mind. */
  List<String> of(SearchRequest request) {
    List<String> hints = new ArrayList<>();
    try {
      Set<String> known = search.fields(request.index());
      if (known.isEmpty()) {
        return List.of(
            "no index matches '%s', or it has no documents yet".formatted(request.index()));
      }
      Matcher field = FIELD.matcher(request.query());
      while (field.find()) {
        hint(field.group(1), field.group(3), known, hints);
      }
      if (hints.isEmpty()) {
        range(request, hints);
      }
    } catch (UndeterminedException _) {
      // Best effort: the answer, no hit, stands without hints.
    }
    return hints;
  }

  private static void hint(String field, String value, Set<String> known, List<String> hints) {
    if (field.equals("http") || field.equals("https") || field.equals("_exists_")) {
      return;
    }
    String upper = value.toUpperCase(Locale.ROOT);
    if (field.equals("log.level") && !LEVELS.contains(value)) {
      hints.add(
          LEVELS.contains(upper)
              ? "levels are stored in upper case: try log.level:" + upper
              : "levels are TRACE, DEBUG, INFO, WARN, ERROR and FATAL");
    } else if (!known.contains(field) && !field.startsWith("json.") && !field.startsWith("_")) {
      String closest =
          known.stream()
              .filter(name -> !name.startsWith("_"))
              .min(Comparator.comparingInt(name -> distance(field, name)))
              .orElse("message");
      hints.add("there is no field %s; the closest is %s".formatted(field, closest));
    }
  }

  /** How unlike two names are; one that ends like the other is close. */
  private static int distance(String wanted, String name) {
    int edits = edits(wanted, name);
    return name.endsWith("." + wanted) ? Math.min(edits, 1) : edits;
  }

  /** Levenshtein's distance. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  private void range(SearchRequest request, List<String> hints) {
    if (request.from().isEmpty() && request.to().isEmpty()) {
      return;
    }
    SearchRequest one =
        new SearchRequest(request.query(), request.index(), 1, request.from(), request.to());
    SearchResult atAnyTime = search.search(one.atAnyTime());
    if (atAnyTime.total() > 0) {
      hints.add(
          String.format(
              Locale.ROOT,
              "%,d outside of the range; the newest is of %s",
              atAnyTime.total(),
              atAnyTime
                  .hits()
                  .getFirst()
                  .text(SearchRequest.TIME_FIELD)
                  .orElse("an unknown time")));
    }
  }
}
