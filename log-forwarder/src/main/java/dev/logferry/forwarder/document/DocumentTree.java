package dev.logferry.forwarder.document;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A document as a tree, for the few that Elasticsearch rejects. Loads the data binding, which the
 * way of an ordinary line does without.
 */
final class DocumentTree {

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNameLength(Integer.MAX_VALUE)
                          .maxNumberLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private DocumentTree() {}

  static ObjectNode read(LogDocument document) {
    return (ObjectNode) MAPPER.readTree(document.json());
  }

  /** The same document with other content. */
  static LogDocument write(ObjectNode root, LogDocument document) {
    return new LogDocument(
        document.dataStream(),
        document.id(),
        MAPPER.writeValueAsBytes(root),
        document.epochMillis(),
        document.guards(),
        document.part());
  }

  static String text(LogDocument document) {
    return new String(document.json(), StandardCharsets.UTF_8);
  }

  static ObjectNode emptyObject() {
    return MAPPER.createObjectNode();
  }

  /** Adds to {@code logferry.displaced}. */
  static void displaced(ObjectNode root, String path, JsonNode value) {
    String text = value.isString() ? value.stringValue() : MAPPER.writeValueAsString(value);
    logferry(root).withArray("displaced").add(path + "=" + text);
  }

  /** Adds to {@code logferry.degraded.reason}: why Elasticsearch rejected the document before. */
  static void degraded(ObjectNode root, String reason) {
    ObjectNode degraded = logferry(root).withObject("degraded");
    JsonNode before = degraded.get("reason");
    switch (before) {
      case null -> degraded.put("reason", reason);
      case ArrayNode reasons -> reasons.add(reason);
      default -> degraded.putArray("reason").add(before).add(reason);
    }
  }

  private static ObjectNode logferry(ObjectNode root) {
    return root.withObject("logferry");
  }
}
