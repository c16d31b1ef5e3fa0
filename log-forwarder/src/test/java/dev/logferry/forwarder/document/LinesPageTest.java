package dev.logferry.forwarder.document;

import dev.logferry.forwarder.document.line.LineExamples;
import dev.logferry.forwarder.document.line.LineExamples.Example;
import dev.logferry.forwarder.testing.PageSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** docs/LINES.md shows an example of each format, and the fields that it becomes. */
class LinesPageTest {

  private static final int MAX_VALUE_CHARACTERS = 60;

  /** What every document has, whatever its line says. */
  private static final List<String> OF_EVERY_DOCUMENT =
      List.of(
          "event.id",
          "event.dataset",
          "data_stream.",
          "cloud.",
          "aws.",
          "log.file.",
          "ecs.",
          "tags");

  @Test
  void the_page_shows_every_format_and_its_fields() {
    StringBuilder page = new StringBuilder();
    page.append("## JSON\n\n");
    append(page, LineExamples.ofEcs());
    LineExamples.ofJson().forEach(example -> append(page, example));
    append(page, LineExamples.ofWrapper());
    page.append("## Text\n\n");
    LineExamples.ofText().forEach(example -> append(page, example));

    new PageSection("docs/LINES.md", "formats").verify(page.toString());
  }

  private static void append(StringBuilder page, Example example) {
    page.append("### ").append(example.title()).append("\n\n");
    page.append("Recognised by ").append(example.recognisedBy()).append("\n\n");
    page.append("```\n").append(example.line().strip()).append("\n```\n\n");
    List<String> fields = new ArrayList<>();
    fields(example.line()).forEach((path, value) -> fields.add(field(path, value)));
    page.append(String.join(" · ", fields)).append("\n\n");
  }

  private static String field(String path, String value) {
    String oneLine = value.replace("\n", "\\n").replace("\t", "\\t").replace('`', '\'');
    boolean isLong = oneLine.length() > MAX_VALUE_CHARACTERS;
    String shown = isLong ? oneLine.substring(0, MAX_VALUE_CHARACTERS) + "…" : oneLine;
    return "%s `%s`".formatted(path, shown);
  }

  private static Map<String, String> fields(String line) {
    Map<String, String> fields = new TreeMap<>();
    collect("", TestMapping.PLAIN.map(line).json(), fields);
    fields.keySet().removeIf(path -> OF_EVERY_DOCUMENT.stream().anyMatch(path::startsWith));
    return fields;
  }

  private static void collect(String path, JsonNode node, Map<String, String> into) {
    if (path.equals("json")) {
      into.put("json", "the whole object");
    } else if (node.isObject()) {
      String prefix = path.isEmpty() ? "" : path + ".";
      node.forEachEntry((name, value) -> collect(prefix + name, value, into));
    } else {
      into.put(path, node.isString() ? node.asString() : node.toString());
    }
  }
}
