package dev.logferry.cli.preview;

import dev.logferry.cli.events.LineRange;
import dev.logferry.forwarder.document.Guard;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.document.Mapped;
import dev.logferry.forwarder.document.Mapped.Filtered;
import dev.logferry.forwarder.document.Mapped.Unmapped;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What would become of one line.
 *
 * @param redactions how often each redaction rule found something in it
 * @param format what the line was taken for; empty if it is none of the known formats
 * @param sources by field, what filled it; a field that stands in the line under its own name is
 *     not named
 */
record LinePreview(
    LineRange lines,
    Mapped mapped,
    Map<String, Integer> redactions,
    String format,
    Map<String, String> sources) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  LinePreview {
    redactions = Map.copyOf(redactions);
    sources = Map.copyOf(sources);
  }

  /** Some lines for a person: a heading, then the document. */
  String text() {
    return switch (mapped) {
      case Filtered(String rule) -> "%s: left out by %s\n".formatted(lines, rule);
      case Unmapped(String why) -> "%s: %s\n".formatted(lines, why);
      case LogDocument document ->
          "%s: %s  id %s  format %s%s%s\n%s\n%s"
              .formatted(
                  lines,
                  document.dataStream().name(),
                  document.id(),
                  format.isEmpty() ? "unknown" : format,
                  redactions.isEmpty() ? "" : "  redacted " + new TreeMap<>(redactions),
                  document.guards().isEmpty() ? "" : "  guarded " + document.guards(),
                  JSON.writerWithDefaultPrettyPrinter()
                      .writeValueAsString(JSON.readTree(document.json())),
                  sourceLines());
    };
  }

  private String sourceLines() {
    StringBuilder text = new StringBuilder("from:\n");
    new TreeMap<>(sources)
        .forEach((field, source) -> text.append("  %-32s %s\n".formatted(field, source)));
    return text.toString();
  }

  /** One JSON object on one line, for programs. */
  String jsonLine() {
    ObjectNode preview = JSON.createObjectNode();
    preview.put("first_line", lines.first());
    preview.put("last_line", lines.last());
    switch (mapped) {
      case Filtered(String rule) -> preview.put("filtered_by", rule);
      case Unmapped(String why) -> preview.put("problem", why);
      case LogDocument document -> {
        preview.put("data_stream", document.dataStream().name());
        preview.put("_id", document.id());
        preview.set("redacted", JSON.valueToTree(new TreeMap<>(redactions)));
        ArrayNode guards = preview.putArray("guarded");
        document.guards().stream().map(Guard::fieldValue).sorted().forEach(guards::add);
        preview.put("format", format);
        preview.set("sources", JSON.valueToTree(new TreeMap<>(sources)));
        preview.set("_source", JSON.readTree(document.json()));
      }
    }
    return preview.toString();
  }
}
