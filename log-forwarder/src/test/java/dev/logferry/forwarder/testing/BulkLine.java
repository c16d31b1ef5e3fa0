package dev.logferry.forwarder.testing;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An action and its document, read as strictly as Elasticsearch reads them. */
public record BulkLine(String index, String id, JsonNode document) {

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static List<BulkLine> parse(HttpExchange exchange, byte[] body) {
    require(exchange.getRequestMethod().equals("POST"), "only POST");
    require(exchange.getRequestURI().getPath().equals("/_bulk"), "only /_bulk");
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    require(type != null && type.contains("x-ndjson"), "content type " + type);
    String text = new String(body, StandardCharsets.UTF_8);
    require(text.endsWith("\n"), "the bulk request must be terminated by a newline");
    String[] lines = text.substring(0, text.length() - 1).split("\n", -1);
    require(lines.length % 2 == 0, "an action without a document");
    List<BulkLine> parsed = new ArrayList<>();
    for (int i = 0; i < lines.length; i += 2) {
      parsed.add(line(lines[i], lines[i + 1]));
    }
    return parsed;
  }

  private static BulkLine line(String action, String document) {
    try {
      JsonNode create = STRICT.readTree(action).path("create");
      require(create.isObject(), "an action that is not create: " + action);
      JsonNode source = STRICT.readTree(document);
      require(source.isObject(), "a document that is no object");
      require(source.has("@timestamp"), "a document without @timestamp");
      return new BulkLine(create.path("_index").asString(), create.path("_id").asString(), source);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static void require(boolean held, String problem) {
    if (!held) {
      throw new IllegalArgumentException(problem);
    }
  }
}
