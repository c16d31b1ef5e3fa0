package dev.logferry.cli.search;

import dev.logferry.cli.terminal.Style;
import dev.logferry.cli.terminal.TerminalText;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** A whole document for a person: message, error and stack trace as text, then every field. */
final class DocumentText {

  private static final Set<String> SHOWN_ABOVE =
      Set.of("message", "error.stack_trace", "error.message", "error.type");

  private final Style style;

  DocumentText(Style style) {
    this.style = style;
  }

  /** Prints it. */
  void print(Hit hit, PrintWriter out) {
    out.println(
        style.bold(
            TerminalText.visible(
                "%s  %s  %s"
                    .formatted(
                        hit.text("@timestamp").orElse("-"),
                        hit.text("log.level").orElse("-"),
                        hit.text("service.name").orElse("-")))));
    hit.text("message").ifPresent(text -> out.println(TerminalText.visibleLines(text)));
    error(hit).ifPresent(text -> out.println(style.red(TerminalText.visibleLines(text))));
    hit.text("error.stack_trace").ifPresent(text -> out.println(TerminalText.visibleLines(text)));
    out.println();
    Map<String, String> fields = new TreeMap<>();
    flatten("", hit.source(), fields);
    fields.keySet().removeAll(SHOWN_ABOVE);
    fields.put("_id", hit.id());
    fields.put("_index", hit.index());
    int width = fields.keySet().stream().mapToInt(TerminalText::columnsOf).max().orElse(0);
    fields.forEach(
        (name, value) ->
            out.println(
                "%s  %s"
                    .formatted(
                        style.faint(TerminalText.fitted(TerminalText.visible(name), width)),
                        TerminalText.visible(value))));
  }

  /** Type and message, unless the stack trace begins with them. */
  private static Optional<String> error(Hit hit) {
    if (hit.text("error.stack_trace").isPresent()) {
      return Optional.empty();
    }
    String text =
        String.join(
            ": ",
            java.util.stream.Stream.of("error.type", "error.message")
                .flatMap(field -> hit.text(field).stream())
                .toList());
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static void flatten(String prefix, JsonNode node, Map<String, String> fields) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String name = prefix + member.getKey();
      JsonNode value = member.getValue();
      if (value.isObject() && !value.isEmpty()) {
        flatten(name + ".", value, fields);
      } else {
        fields.put(name, value.isValueNode() ? value.asString() : value.toString());
      }
    }
  }
}
