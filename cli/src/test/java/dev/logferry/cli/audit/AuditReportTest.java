package dev.logferry.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.cli.audit.Finding.Kind;
import dev.logferry.cli.cloudwatch.TimeSlice;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditReportTest {
  private static final String EVENT_ID = "4".repeat(56);

  @TempDir private Path folder;

  private AuditReport report() {
    Findings findings = new Findings(folder);
    AuditTotals totals = AuditTotals.accounted(10, 5, 0, Map.of());
    for (Kind kind : Kind.values()) {
      Finding finding =
          new Finding(
              kind,
              "/ecs/shop",
              "api/\u001b[2J",
              EVENT_ID,
              Instant.parse("2026-11-22T07:00:00Z"),
              "id",
              List.of(),
              "400 document_parsing_exception in field user.id; in"
                  + " s3://letters/logferry/rejected/a",
              kind == Kind.MISSING);
      findings.add(List.of(finding));
      totals = totals.plus(AuditTotals.of(finding));
    }
    AuditProgress progress = new AuditProgress(0, 0, Map.of(), 0).plus("/ecs/shop", totals);
    return new AuditReport(new TimeSlice(0, 1), progress, findings);
  }

  private String text(int columns) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    report().printText(out, columns);
    out.flush();
    return text.toString();
  }

  @Test
  void an_empty_range_is_not_called_accounted_for() {
    AuditProgress progress =
        new AuditProgress(0, 0, Map.of(), 0).plus("/ecs/shop", AuditTotals.NOTHING);
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);

    new AuditReport(new TimeSlice(0, 1), progress, new Findings(folder)).printText(out, 80);

    assertThat(text.toString()).contains("no events from").doesNotContain("accounted for");
  }

  @Test
  void no_line_is_wider_than_a_terminal_of_80_columns() {
    assertThat(text(80).lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void every_kind_is_counted_and_listed() {
    assertThat(text(Integer.MAX_VALUE))
        .contains("  missing  ", "dead letters", "undelivered (on-failure records)")
        .contains("in a failure store", "stored twice", "repaired by this run")
        .contains("failure store  2026-11-22T07:00:00Z", "               event " + EVENT_ID)
        .contains("repaired; 400 document_parsing_exception")
        .contains("4 events need attention");
  }

  @Test
  void what_a_log_stream_is_called_does_not_reach_the_terminal_as_it_is() {
    assertThat(text(80)).doesNotContain("\u001b");
  }
}
