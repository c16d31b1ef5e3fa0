package dev.logferry.forwarder.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.document.ExplainedMapping.Explained;
import dev.logferry.forwarder.document.line.LineExamples;
import dev.logferry.forwarder.document.line.LineExamples.Example;
import dev.logferry.forwarder.testing.Corpus;
import dev.logferry.forwarder.testing.Corpus.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/LINES.md} says what the code does. */
class LinesPageTest {

  private static final Path PAGE =
      Path.of(System.getProperty("logferry.root", ".."), "docs", "LINES.md");

  private final ExplainedMapping mapping = new ExplainedMapping();

  @Test
  void the_page_shows_what_each_programs_error_becomes() throws IOException {
    verify("programs", programs());
  }

  @Test
  void the_page_lists_every_format() throws IOException {
    verify("formats", formats());
  }

  private static void verify(String section, String expected) throws IOException {
    String page = Files.readString(PAGE);
    String mark = "<!-- " + section + ": written by LinesPageTest -->\n";
    int begin = page.indexOf(mark) + mark.length();
    int end = page.indexOf("<!-- end of " + section + " -->");
    if (Boolean.getBoolean("logferry.lines.write")) {
      page = page.substring(0, begin) + expected + page.substring(end);
      Files.writeString(PAGE, page);
      end = page.indexOf("<!-- end of " + section + " -->");
    }
    assertThat(page.substring(begin, end))
        .as("write it with -Dlogferry.lines.write=true")
        .isEqualTo(expected);
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
