package dev.logferry.api.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What a document takes away from clients that were written for an earlier one: an operation, a
 * parameter or one of its values, a property, a header or a content type of a response.
 */
final class BreakingChanges {

  private final OpenApiDocument before;
  private final OpenApiDocument after;
  private final TreeSet<String> found = new TreeSet<>();

  private BreakingChanges(OpenApiDocument before, OpenApiDocument after) {
    this.before = before;
    this.after = after;
  }

  /** All of them, in alphabetical order. */
  static List<String> between(OpenApiDocument before, OpenApiDocument after) {
    BreakingChanges changes = new BreakingChanges(before, after);
    for (String path : before.paths()) {
      changes.operation(path);
    }
    changes.schema(
        "problem",
        before.at("/components/schemas/Problem"),
        after.at("/components/schemas/Problem"));
    return List.copyOf(changes.found);
  }

  private void operation(String path) {
    String pointer = "/paths/" + OpenApiDocument.escaped(path) + "/get";
    if (!after.paths().contains(path)) {
      found.add("GET " + path + " is gone");
      return;
    }
    JsonNode old = before.at(pointer);
    JsonNode now = after.at(pointer);
    if (!old.get("operationId").equals(now.get("operationId"))) {
      found.add("GET " + path + " has another operationId");
    }
    parameters(path, parameters(before, old), parameters(after, now));
    response(
        path,
        before.at(before.target(pointer + "/responses/200")),
        after.at(after.target(pointer + "/responses/200")));
  }

  private static Map<String, JsonNode> parameters(OpenApiDocument document, JsonNode operation) {
    Map<String, JsonNode> parameters = new LinkedHashMap<>();
    for (JsonNode parameter : operation.path("parameters")) {
      JsonNode resolved = resolved(document, parameter);
      parameters.put(
          resolved.get("in").asString() + " " + resolved.get("name").asString(), resolved);
    }
    return parameters;
  }

  private static JsonNode resolved(OpenApiDocument document, JsonNode node) {
    return node.has("$ref")
        ? resolved(document, document.at(node.get("$ref").asString().substring(1)))
        : node;
  }

  private void parameters(String path, Map<String, JsonNode> old, Map<String, JsonNode> now) {
    old.forEach(
        (name, parameter) -> {
          if (now.containsKey(name)) {
            parameter("GET " + path + ", " + name, parameter, now.get(name));
          } else {
            String where = name.startsWith("header ") ? "" : "GET " + path + ", ";
            found.add(where + name + " is gone");
          }
        });
    now.forEach(
        (name, parameter) -> {
          if (!old.containsKey(name) && parameter.path("required").asBoolean(false)) {
            found.add("GET " + path + ", " + name + " is new and required");
          }
        });
  }

  private void parameter(String name, JsonNode oldParameter, JsonNode nowParameter) {
    JsonNode old = merged(before, oldParameter.get("schema"));
    JsonNode now = merged(after, nowParameter.get("schema"));
    same(name, "type", old, now);
    same(name, "default", old, now);
    same(name, "pattern", old, now);
    for (JsonNode value : old.path("enum")) {
      if (!values(now).contains(value)) {
        found.add(name + " no longer accepts " + value);
      }
    }
    for (String bound : List.of("maximum", "maxLength")) {
      if (now.has(bound)
          && (!old.has(bound) || now.get(bound).asLong() < old.get(bound).asLong())) {
        found.add(name + " has a smaller " + bound);
      }
    }
    for (String bound : List.of("minimum", "minLength")) {
      if (now.has(bound)
          && (!old.has(bound) || now.get(bound).asLong() > old.get(bound).asLong())) {
        found.add(name + " has a larger " + bound);
      }
    }
  }

  private void response(String path, JsonNode old, JsonNode now) {
    for (String header : old.path("headers").propertyNames()) {
      boolean required =
          resolved(before, old.at("/headers/" + header)).path("required").asBoolean(false);
      if (required && !now.path("headers").has(header)) {
        found.add("GET " + path + " no longer has the header " + header);
      }
    }
    for (Map.Entry<String, JsonNode> content : old.path("content").properties()) {
      JsonNode other = now.path("content").path(content.getKey());
      if (other.isMissingNode()) {
        found.add("GET " + path + " no longer has " + content.getKey());
      } else {
        schema("GET " + path, content.getValue().get("schema"), other.get("schema"));
      }
    }
  }

  private void schema(String name, JsonNode oldSchema, JsonNode nowSchema) {
    JsonNode old = merged(before, oldSchema);
    JsonNode now = merged(after, nowSchema);
    same(name, "type", old, now);
    same(name, "format", old, now);
    if (name.startsWith("problem")) {
      same(name, "pattern", old, now);
    }
    for (Map.Entry<String, JsonNode> property : old.path("properties").properties()) {
      String path = name + " ." + property.getKey();
      if (now.path("properties").has(property.getKey())) {
        schema(path, property.getValue(), now.get("properties").get(property.getKey()));
      } else {
        found.add(path + " is gone");
      }
    }
    for (JsonNode required : old.path("required")) {
      if (!elements(now.path("required")).contains(required)) {
        found.add(name + " ." + required.asString() + " may be absent");
      }
    }
    if (old.has("items") && now.has("items")) {
      schema(name + "[]", old.get("items"), now.get("items"));
    }
  }

  private void same(String name, String keyword, JsonNode old, JsonNode now) {
    if (old.has(keyword) && !old.get(keyword).equals(now.path(keyword))) {
      found.add(
          "%s has another %s: %s, not %s"
              .formatted(name, keyword, shown(now.path(keyword)), shown(old.path(keyword))));
    }
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "none" : value.asString(value.toString());
  }

  private static List<JsonNode> values(JsonNode schema) {
    return elements(schema.path("enum"));
  }

  private static List<JsonNode> elements(JsonNode array) {
    List<JsonNode> elements = new ArrayList<>();
    array.forEach(elements::add);
    return elements;
  }

  /** A schema with everything that it refers to by {@code $ref} and {@code allOf}. */
  private static JsonNode merged(OpenApiDocument document, JsonNode schema) {
    JsonNode target = resolved(document, schema);
    if (!target.has("allOf")) {
      return target;
    }
    var all = target.deepCopy().asObject();
    for (JsonNode part : target.get("allOf")) {
      JsonNode other = merged(document, part);
      for (Map.Entry<String, JsonNode> member : other.properties()) {
        switch (member.getKey()) {
          case "properties" -> {
            var properties = all.withObjectProperty("properties");
            member
                .getValue()
                .properties()
                .forEach(
                    property -> properties.putIfAbsent(property.getKey(), property.getValue()));
          }
          case "required" -> member.getValue().forEach(all.withArrayProperty("required")::add);
          default -> all.putIfAbsent(member.getKey(), member.getValue());
        }
      }
    }
    return all;
  }
}
