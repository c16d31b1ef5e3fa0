package dev.logferry.forwarder.document;

import dev.logferry.forwarder.decode.LogEvent;
import dev.logferry.forwarder.decode.Origin;
import dev.logferry.forwarder.document.line.Explanation;
import dev.logferry.forwarder.document.redact.Redactor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A mapper that says what it took each line for. */
final class ExplainedMapping {

  /** CloudWatch's time of all lines: a moment after what the examples say. */
  static final Instant EVENT = Instant.parse("2026-11-28T22:00:05.000Z");

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Origin ORIGIN = new Origin("111122223333", "/ecs/orders", "web/web/0f1e");

  private final Explanation explanation = Explanation.recording();
  private final DocumentMapper mapper =
      new DocumentMapper(
          new Routes(List.of(), new DataStream("shop", "production")),
          LineFilter.KEEP_ALL,
          new Redactor(List.of(), ""),
          new Limits(16, 500, 10 << 20),
          "eu-central-1",
          explanation,
          Optional.empty());

  /**
   * A document and how it came about.
   *
   * @param format what the line was taken for
   * @param sources by field, what it was filled with
   */
  record Explained(JsonNode json, String format, Map<String, String> sources) {

    /** The value at a dotted path as text; empty if there is none. */
    String at(String path) {
      JsonNode node = json.at("/" + path.replace('.', '/'));
      return node.isMissingNode() ? "" : node.isString() ? node.asString() : node.toString();
    }
  }

  Explained map(String line) {
    LogEvent event = new LogEvent("id", EVENT.toEpochMilli(), line, 0);
    LogDocument document = (LogDocument) mapper.map(ORIGIN, event, new RedactionCounts());
    return new Explained(
        JSON.readTree(document.json()), explanation.format(), explanation.sources());
  }
}
