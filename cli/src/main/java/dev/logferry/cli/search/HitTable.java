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

/** Hits as a table: time, level, service, message; each on one line. */
public final class HitTable {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT);
  private static final int TIME_COLUMNS = 24;
  private static final int LEVEL_COLUMNS = 5;
  private static final int MAX_SERVICE_COLUMNS = 24;
  private static final int MIN_MESSAGE_COLUMNS = 10;
  private static final int MESSAGE_COLUMNS_WITHOUT_TERMINAL = 300;
  private static final String GAP = "  ";

  private final List<Row> rows;
  private final int serviceColumns;
  private final OptionalInt columns;

  /**
   * @param columns of the terminal; when empty, messages are cut to 300 columns of their own
   */
  public HitTable(List<Hit> hits, OptionalInt columns) {
    this.rows = hits.stream().map(Row::of).toList();
    this.columns = columns;
    this.serviceColumns =
        rows.stream()
            .mapToInt(row -> TerminalText.columnsOf(row.service))
            .reduce("SERVICE".length(), Math::max);
  }

  /** Prints a heading and the rows; nothing when there are no hits. */
  public void printTo(PrintWriter out) {
    if (rows.isEmpty()) {
      return;
    }
    print(out, new Row("TIME", "LEVEL", "SERVICE", "MESSAGE"));
    rows.forEach(row -> print(out, row));
  }

  private void print(PrintWriter out, Row row) {
    int service = Math.min(serviceColumns, MAX_SERVICE_COLUMNS);
    String head =
        TerminalText.fitted(row.time, TIME_COLUMNS)
            + GAP
            + TerminalText.fitted(row.level, LEVEL_COLUMNS)
            + GAP
            + TerminalText.fitted(row.service, service)
            + GAP;
    int used = TIME_COLUMNS + LEVEL_COLUMNS + service + 3 * GAP.length();
    int left =
        columns.isPresent()
            ? Math.max(MIN_MESSAGE_COLUMNS, columns.getAsInt() - used)
            : MESSAGE_COLUMNS_WITHOUT_TERMINAL;
    out.println(head + TerminalText.cut(row.message, left));
  }

  private record Row(String time, String level, String service, String message) {

    static Row of(Hit hit) {
      return new Row(
          time(hit),
          visible(hit.text("log.level")),
          visible(hit.text("service.name")),
          visible(hit.text("message").or(() -> hit.text("error.message")))
              .replaceFirst("^-$", "(no message)"));
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
}
