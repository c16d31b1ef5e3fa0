package dev.logferry.cli.search;

import dev.logferry.cli.terminal.TerminalText;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Hits as a table, each on one line. */
final class HitTable {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT);
  private static final int TIME_COLUMNS = 24;
  private static final int LEVEL_COLUMNS = 5;
  private static final int MAX_COLUMNS = 32;
  private static final int MIN_LAST_COLUMNS = 10;
  private static final int LAST_COLUMNS_WITHOUT_TERMINAL = 300;
  private static final String GAP = "  ";

  /** What is shown unless other fields are named. */
  static final List<String> DEFAULT_FIELDS =
      List.of("@timestamp", "log.level", "service.name", "message");

  private final List<String> fields;
  private final List<List<String>> rows;
  private final OptionalInt columns;

  /**
   * @param fields one column each; the last takes what is left of the terminal
   * @param columns of the terminal; when empty, the last column is cut to 300 columns of its own
   */
  HitTable(List<Hit> hits, List<String> fields, OptionalInt columns) {
    this.fields = fields;
    this.columns = columns;
    this.rows = hits.stream().map(hit -> fields.stream().map(f -> text(hit, f)).toList()).toList();
  }

  /** Prints a heading and the rows; nothing when there are no hits. */
  void printTo(PrintWriter out) {
    if (!rows.isEmpty()) {
      print(out, fields.stream().map(HitTable::heading).toList());
      printRows(out);
    }
  }

  /** Prints the rows alone. */
  void printRows(PrintWriter out) {
    rows.forEach(row -> print(out, row));
  }

  private void print(PrintWriter out, List<String> cells) {
    StringBuilder line = new StringBuilder();
    int used = 0;
    int last = cells.size() - 1;
    for (int i = 0; i < last; i++) {
      int width = width(i);
      line.append(TerminalText.fitted(cells.get(i), width)).append(GAP);
      used += width + GAP.length();
    }
    int left =
        columns.isPresent()
            ? Math.max(MIN_LAST_COLUMNS, columns.getAsInt() - used)
            : LAST_COLUMNS_WITHOUT_TERMINAL;
    out.println(line + TerminalText.cut(cells.get(last), left));
  }

  private int width(int column) {
    String field = fields.get(column);
    if (field.equals("@timestamp")) {
      return TIME_COLUMNS;
    }
    if (field.equals("log.level")) {
      return LEVEL_COLUMNS;
    }
    int widest =
        rows.stream()
            .mapToInt(row -> TerminalText.columnsOf(row.get(column)))
            .reduce(heading(field).length(), Math::max);
    return Math.min(widest, MAX_COLUMNS);
  }

  private static String heading(String field) {
    return switch (field) {
      case "@timestamp" -> "TIME";
      case "log.level" -> "LEVEL";
      case "service.name" -> "SERVICE";
      default -> field.toUpperCase(Locale.ROOT);
    };
  }

  private static String text(Hit hit, String field) {
    return switch (field) {
      case "@timestamp" -> time(hit);
      case "_id" -> visible(Optional.of(hit.id()));
      case "message" ->
          visible(hit.text("message").or(() -> hit.text("error.message")))
              .replaceFirst("^-$", "(no message)");
      default -> visible(hit.text(field));
    };
  }

  private static String time(Hit hit) {
    Optional<String> stored = hit.text("@timestamp");
    try {
      return stored
          .map(OffsetDateTime::parse)
          .map(time -> MILLIS.format(time.withOffsetSameInstant(ZoneOffset.UTC)))
          .orElse("-");
    } catch (DateTimeException _) {
      return visible(stored); // shown as it is stored: still better than nothing
    }
  }

  private static String visible(Optional<String> text) {
    return TerminalText.visible(text.filter(value -> !value.isBlank()).orElse("-"));
  }
}
