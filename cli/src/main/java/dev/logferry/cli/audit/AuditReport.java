package dev.logferry.cli.audit;

import dev.logferry.cli.audit.Finding.Kind;
import dev.logferry.cli.cloudwatch.TimeSlice;
import dev.logferry.cli.terminal.TerminalText;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What an audit found, as text, JSON lines or HTML. Findings are printed as they are read. */
record AuditReport(TimeSlice range, AuditProgress result, Findings findings) {
  private static final int MAX_ROWS = 100;
  private static final String INDENT = " ".repeat(15);

  /**
   * For a person: the counts, then the first findings.
   *
   * @param columns of the terminal; a large number if there is none
   */
  void printText(PrintWriter out, int columns) {
    result.totals().forEach((group, totals) -> printText(out, group, totals));
    try (Stream<Finding> found = findings.read()) {
      found.limit(MAX_ROWS).forEach(finding -> out.println(text(finding, columns)));
    }
    long all = result.total().found();
    if (all > MAX_ROWS) {
      out.printf(Locale.ROOT, "… and %,d more; --json lists all%n", all - MAX_ROWS);
    }
    out.println(TerminalText.wrapped(verdict(), columns, ""));
  }

  private static void printText(PrintWriter out, String group, AuditTotals totals) {
    out.println(group);
    row(out, "events in CloudWatch", totals.events());
    row(out, "  stored", totals.stored());
    totals.filteredBy().forEach((rule, count) -> row(out, "  filtered by " + rule, count));
    row(out, "  missing", totals.count(Kind.MISSING));
    rowUnlessZero(out, "  dead letters", totals.count(Kind.DEAD_LETTERED));
    rowUnlessZero(out, "  undelivered (on-failure records)", totals.count(Kind.UNDELIVERED));
    rowUnlessZero(out, "  in a failure store", totals.count(Kind.FAILURE_STORED));
    row(out, "stored twice", totals.count(Kind.STORED_TWICE));
    rowUnlessZero(out, "stored without one of its parts (degraded)", totals.degraded());
    rowUnlessZero(out, "only in Elasticsearch", totals.onlyInElasticsearch());
    rowUnlessZero(out, "repaired by this run", totals.repaired());
    out.println();
  }

  private static void rowUnlessZero(PrintWriter out, String name, long count) {
    if (count != 0) {
      row(out, name, count);
    }
  }

  private static void row(PrintWriter out, String name, long count) {
    out.printf(Locale.ROOT, "  %-44s %,12d%n", name, count);
  }

  /** What and when; the event's id, which has 56 digits, on a line of its own; why. */
  private static String text(Finding finding, int columns) {
    String explanation = (finding.repaired() ? "repaired; " : "") + finding.explanation();
    return "%-13s  %s  %s%n%sevent %s%n%s%s"
        .formatted(
            finding.kind().label(),
            finding.time(),
            TerminalText.visible(finding.logStream()),
            INDENT,
            finding.eventId(),
            INDENT,
            TerminalText.wrapped(
                TerminalText.visible(explanation), columns - INDENT.length(), INDENT));
  }

  private String verdict() {
    AuditTotals total = result.total();
    if (total.wrong() > 0) {
      return String.format(
          Locale.ROOT,
          "%,d events need attention. --repair stores what is missing and deletes duplicates.",
          total.wrong());
    }
    if (total.events() == 0) {
      return ("There are no events from %s to %s, so nothing was compared. Choose the range with"
              + " --from and --to; it must end at least five minutes ago.")
          .formatted(Instant.ofEpochMilli(range.from()), Instant.ofEpochMilli(range.to()));
    }
    return total.repaired() > 0 ? "All findings are repaired." : "Every event is accounted for.";
  }

  /** A JSON object for each finding, then one with the counts. */
  void printJson(PrintWriter out) {
    try (Stream<Finding> found = findings.read()) {
      found.map(AuditReport::json).forEach(out::println);
    }
    ObjectNode summary = JsonMapper.shared().createObjectNode();
    summary.put("kind", "summary");
    summary.put("from", Instant.ofEpochMilli(range.from()).toString());
    summary.put("to", Instant.ofEpochMilli(range.to()).toString());
    summary.put("wrong", result.total().wrong());
    ObjectNode groups = summary.putObject("log_groups");
    result.totals().forEach((group, totals) -> groups.set(group, json(totals)));
    out.println(summary);
  }

  private static ObjectNode json(AuditTotals totals) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("events", totals.events());
    json.put("stored", totals.stored());
    json.put("degraded", totals.degraded());
    ObjectNode filtered = json.putObject("filtered_by");
    totals.filteredBy().forEach(filtered::put);
    for (Kind kind : Kind.values()) {
      json.put(kind.jsonName(), totals.count(kind));
    }
    json.put("repaired", totals.repaired());
    json.put("only_in_elasticsearch", totals.onlyInElasticsearch());
    return json;
  }

  private static ObjectNode json(Finding finding) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("kind", finding.kind().jsonName());
    json.put("log_group", finding.logGroup());
    json.put("log_stream", finding.logStream());
    json.put("event_id", finding.eventId());
    json.put("time", finding.time().toString());
    json.put("_id", finding.documentId());
    finding.copies().forEach(json.putArray("copies")::add);
    json.put("explanation", finding.explanation());
    json.put("repaired", finding.repaired());
    return json;
  }

  /** A page that needs nothing beside itself. */
  void printHtml(PrintWriter out) {
    out.println(
        """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>Logferry audit</title>
        <style>body{font:15px/1.5 system-ui,sans-serif;margin:2rem;max-width:80rem}
        table{border-collapse:collapse;margin:1rem 0}td,th{border:1px solid #ccc;padding:.25rem .6rem;text-align:left}
        td.n{text-align:right;font-variant-numeric:tabular-nums}code{overflow-wrap:anywhere}</style>
        <h1>Audit of %s to %s</h1><p><strong>%s</strong></p>\
        """
            .formatted(
                Instant.ofEpochMilli(range.from()),
                Instant.ofEpochMilli(range.to()),
                escaped(verdict())));
    result.totals().forEach((group, totals) -> printHtml(out, group, totals));
    out.println(
        "<h2>Findings</h2><table><tr><th>What<th>Time<th>Log group<th>Log stream<th>Event"
            + " id<th>Explanation<th>Repaired");
    try (Stream<Finding> found = findings.read()) {
      found.forEach(
          finding ->
              out.printf(
                  "<tr><td>%s<td>%s<td>%s<td>%s<td><code>%s</code><td>%s<td>%s%n",
                  finding.kind().label(),
                  finding.time(),
                  escaped(finding.logGroup()),
                  escaped(finding.logStream()),
                  escaped(finding.eventId()),
                  escaped(finding.explanation()),
                  finding.repaired() ? "yes" : "no"));
    }
    out.println("</table></html>");
  }

  private static void printHtml(PrintWriter out, String group, AuditTotals totals) {
    out.printf("<h2>%s</h2><table>%n", escaped(group));
    for (Map.Entry<String, ?> count : json(totals).properties()) {
      out.printf(
          "<tr><th>%s<td class=\"n\">%s%n",
          escaped(count.getKey().replace('_', ' ')), escaped(String.valueOf(count.getValue())));
    }
    out.println("</table>");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
