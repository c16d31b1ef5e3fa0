package dev.logferry.analystpack.elasticsearch;

import dev.logferry.analystpack.PackSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes fields as an Elasticsearch mapping that a given server takes. */
final class MappingWriter {

  private static final List<String> SCALARS = List.of("string", "long", "double", "boolean");

  private static final List<String> OBJECTS = List.of("flattened", "nested");
  private static final Field KEYWORD = Field.of("", "keyword");

  private final Set<ServerFeature> server;

  MappingWriter(Set<ServerFeature> server) {
    this.server = server;
  }

  /** {@code properties} with every field at its place, and with empty objects for the rest. */
  ObjectNode properties(List<Field> fields, Set<String> objects) {
    ObjectNode root = PackSource.JSON.createObjectNode();
    objects.forEach(object -> root.putObject(object).put("type", "object"));
    fields.forEach(field -> place(root, field));
    return root;
  }

  private void place(ObjectNode root, Field field) {
    List<String> names = field.names();
    ObjectNode properties = root;
    for (String name : names.subList(0, names.size() - 1)) {
      ObjectNode object = child(properties, name);
      object.remove("type");
      properties = child(object, "properties");
    }
    properties.set(names.getLast(), definition(field));
  }

  private static ObjectNode child(ObjectNode parent, String name) {
    return parent.get(name) instanceof ObjectNode object ? object : parent.putObject(name);
  }

  private ObjectNode definition(Field field) {
    String type = supported(field);
    ObjectNode definition = PackSource.JSON.createObjectNode().put("type", type);
    switch (type) {
      // Longer values are stored and not indexed: a keyword of more than 32,766 bytes is an error.
      case "keyword" -> {
        if (field.unindexed()) {
          definition.put("index", false).put("doc_values", false);
        } else {
          definition.put("ignore_above", field.path().startsWith("logferry.") ? 8191 : 1024);
        }
      }
      case "flattened" -> definition.put("ignore_above", 8000);
      case "scaled_float" -> definition.put("scaling_factor", 1000);
      default -> {}
    }
    if (field.text()) {
      ObjectNode text = definition.putObject("fields").putObject("text");
      if (field.code()) {
        addCode(text.put("type", "text"));
      } else {
        text.put("type", matchOnlyText());
      }
    }
    if (type.equals("text") && field.code()) {
      addCode(definition);
    }
    return definition;
  }

  /**
   * The analyzer "simple" splits at everything but letters; the default one not at dots. The type
   * match_only_text takes no analyzer.
   */
  private static void addCode(ObjectNode text) {
    text.put("analyzer", "simple").put("norms", false);
  }

  /** The field's type, or the core type that stands in for it. */
  private String supported(Field field) {
    return switch (field.type()) {
      case "wildcard" ->
          has(ServerFeature.WILDCARD) ? "wildcard" : field.text() ? "text" : "keyword";
      case "match_only_text" -> matchOnlyText();
      case "constant_keyword" ->
          has(ServerFeature.CONSTANT_KEYWORD) ? "constant_keyword" : "keyword";
      case "scaled_float" -> has(ServerFeature.SCALED_FLOAT) ? "scaled_float" : "float";
      case "flattened" -> has(ServerFeature.FLATTENED) ? "flattened" : "object";
      default -> field.type();
    };
  }

  private String matchOnlyText() {
    return has(ServerFeature.MATCH_ONLY_TEXT) ? "match_only_text" : "text";
  }

  private boolean has(ServerFeature feature) {
    return server.contains(feature);
  }

  /** For values whose names are not known: marks of the forwarder and labels, all as keywords. */
  ArrayNode ownDynamicTemplates() {
    ArrayNode templates = PackSource.JSON.createArrayNode();
    addScalars(templates, "logferry", "logferry.*");
    addScalars(templates, "labels", "labels.*");
    return templates;
  }

  private void addScalars(ArrayNode templates, String name, String path) {
    if (has(ServerFeature.LISTS_IN_DYNAMIC_TEMPLATES)) {
      ObjectNode template = template(templates, name, KEYWORD).put("path_match", path);
      SCALARS.forEach(template.putArray("match_mapping_type")::add);
    } else {
      SCALARS.forEach(
          scalar ->
              template(templates, name + "_" + scalar, KEYWORD)
                  .put("path_match", path)
                  .put("match_mapping_type", scalar));
    }
  }

  private ObjectNode template(ArrayNode templates, String name, Field type) {
    ObjectNode template = templates.addObject().putObject(name);
    template.set("mapping", definition(type));
    return template;
  }

  /**
   * For ECS fields that are not mapped from the start, one template for each type. A server without
   * lists in dynamic templates maps them by the type of their JSON value.
   */
  ArrayNode ecsDynamicTemplates(List<Field> mapped) {
    ArrayNode templates = PackSource.JSON.createArrayNode();
    if (has(ServerFeature.LISTS_IN_DYNAMIC_TEMPLATES)) {
      byDefinition(mapped)
          .forEach(
              (definition, paths) -> {
                Field type = Field.of("", definition);
                ObjectNode template = template(templates, "ecs " + definition, type);
                paths.forEach(template.putArray("path_match")::add);
                if (OBJECTS.contains(type.type())) {
                  template.put("match_mapping_type", "object");
                } else if (!type.type().equals("geo_point")) { // which has several JSON types
                  SCALARS.forEach(template.putArray("match_mapping_type")::add);
                }
              });
    }
    template(templates, "strings", KEYWORD).put("match_mapping_type", "string");
    return templates;
  }

  /** Paths by type and notes, as {@link Field#of} reads them; keywords and objects need none. */
  private static Map<String, Set<String>> byDefinition(List<Field> mapped) {
    Map<String, Set<String>> paths = new TreeMap<>();
    Set<String> mappedPaths = mapped.stream().map(Field::path).collect(Collectors.toSet());
    for (Field field : EcsFields.all()) {
      boolean plainKeyword = field.type().equals("keyword") && !field.text() && !field.unindexed();
      if (!plainKeyword && !field.type().equals("object") && !mappedPaths.contains(field.path())) {
        String definition =
            field.type() + (field.text() ? " text" : "") + (field.unindexed() ? " unindexed" : "");
        paths.computeIfAbsent(definition, _ -> new TreeSet<>()).add(field.path());
      }
    }
    return paths;
  }

  /** Every path below {@code properties}, each of its multi-fields too. */
  static Set<String> paths(JsonNode properties) {
    Set<String> paths = new TreeSet<>();
    collect(properties, "", paths);
    return paths;
  }

  private static void collect(JsonNode properties, String prefix, Set<String> paths) {
    properties.forEachEntry(
        (name, definition) -> {
          paths.add(prefix + name);
          collect(definition.path("properties"), prefix + name + ".", paths);
          collect(definition.path("fields"), prefix + name + ".", paths);
        });
  }
}
