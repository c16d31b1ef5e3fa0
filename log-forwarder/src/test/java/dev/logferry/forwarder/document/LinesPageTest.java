package dev.logferry.forwarder.document;

import dev.logferry.forwarder.document.ExplainedMapping.Explained;
import dev.logferry.forwarder.document.line.LineExamples;
import dev.logferry.forwarder.document.line.LineExamples.Example;
import dev.logferry.forwarder.testing.Corpus;
import dev.logferry.forwarder.testing.Corpus.Program;
import dev.logferry.forwarder.testing.PageSection;
import org.junit.jupiter.api.Test;

/** {@code docs/LINES.md} says what the code does. */
class LinesPageTest {

  private final ExplainedMapping mapping = new ExplainedMapping();

  @Test
  void the_page_shows_what_each_programs_error_becomes() {
    verify("programs", programs());
  }

  @Test
  void the_page_lists_every_format() {
    verify("formats", formats());
  }

  private static void verify(String section, String expected) {
    new PageSection("docs/LINES.md", section).verify(expected);
  }

  private String programs() {
    StringBuilder table =
        new StringBuilder(
            """
            | Program | Start pattern | Events, errors | `log.level` | `@timestamp` | `service.name` | `message` | `error.type`: `error.message` |
            |---|---|---|---|---|---|---|---|
            """);
    for (Program program : Corpus.programs()) {
      Explained error = mapping.map(error(program));
      table.append(
          "| %s | %s | %d, %d | %s | %s | %s | %s | %s |%n"
              .formatted(
                  program.title(),
                  program.startPattern().isEmpty() ? "" : "`" + program.startPattern() + "`",
                  program.events().size(),
                  program.errors(),
                  cell(error.at("log.level")),
                  time(error),
                  service(program, error),
                  cell(error.at("message")),
                  errorCell(error)));
    }
    return table.toString();
  }

  /** The first event that has a level of an error, or the last. */
  private static String error(Program program) {
    int index = program.levels().indexOf("ERROR");
    return program.events().get(index < 0 ? program.levels().size() - 1 : index);
  }

  private static String time(Explained error) {
    boolean cloudWatch = error.sources().getOrDefault("@timestamp", "").equals("CloudWatch's time");
    return cloudWatch ? "CloudWatch's" : error.at("@timestamp");
  }

  private static String service(Program program, Explained error) {
    String service = error.at("service.name");
    return program.service().isEmpty() ? "(" + service + ")" : service;
  }

  private static String errorCell(Explained error) {
    String type = error.at("error.type");
    String message = error.at("error.message");
    return type.isEmpty() && message.isEmpty()
        ? "–"
        : (type.isEmpty() ? "–" : type) + ": " + (message.isEmpty() ? "–" : cell(message));
  }

  /** The beginning of the first line of a text. */
  private static String cell(String text) {
    String line = text.lines().findFirst().orElse("").replace("|", "\\|").replace("\u001b", "␛");
    String cut = line.length() > 70 ? line.substring(0, 70) + "…" : line;
    return cut.isEmpty() ? "–" : cut;
  }

  private static String formats() {
    StringBuilder text = new StringBuilder("### JSON\n\n| Format | Recognised by |\n|---|---|\n");
    append(LineExamples.ofEcs(), text);
    for (Example example : LineExamples.ofJson()) {
      append(example, text);
    }
    append(new Example("any other JSON object", "", ""), text);
    append(LineExamples.ofWrapper(), text);
    text.append("\n### Text\n\n| Format | Begins with |\n|---|---|\n");
    for (Example example : LineExamples.ofText()) {
      append(example, text);
    }
    text.append("\n### An example of each\n");
    for (Example example : LineExamples.all()) {
      text.append("\n%s:%n%n".formatted(example.title()));
      for (String line : example.line().lines().toList()) {
        text.append("    ").append(line.replace("\t", "    ")).append('\n');
      }
    }
    return text.toString();
  }

  private static void append(Example example, StringBuilder table) {
    table
        .append("| ")
        .append(example.title())
        .append(" | ")
        .append(escaped(example.recognisedBy()))
        .append(" |\n");
  }

  private static String escaped(String cell) {
    return cell.replace("|", "\\|");
  }
}
