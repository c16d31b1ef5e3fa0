package dev.logferry.cli.search;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One document found. */
public record Hit(String index, String id, JsonNode source) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * Text of the field with this dotted name, whether the document holds it flat, nested, or partly
   * each.
   */
  public Optional<String> text(String field) {
    JsonNode value = find(source, field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    return Optional.of(value.isValueNode() ? value.asString() : value.toString());
  }

  /** The document on one line of JSON, with its index and id in front. */
  public String toJson() {
    ObjectNode flat = JSON.createObjectNode();
    flat.put("_index", index);
    flat.put("_id", id);
    // Elasticsearch refuses documents with fields of these names, so nothing is overwritten.
    source.properties().forEach(field -> flat.set(field.getKey(), field.getValue()));
    return flat.toString();
  }

  private static JsonNode find(JsonNode object, String field) {
    JsonNode whole = object.path(field);
    for (int dot = field.indexOf('.');
        whole.isMissingNode() && dot >= 0;
        dot = field.indexOf('.', dot + 1)) {
      whole = find(object.path(field.substring(0, dot)), field.substring(dot + 1));
    }
    return whole;
  }
}
