package dev.logferry.analystpack.elasticsearch;

import dev.logferry.analystpack.PackSource;
import dev.logferry.analystpack.elasticsearch.PackObject.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The index templates of logs and of error groups, with what they are composed of.
 *
 * <p>Teams change settings and add fields in the component template {@value #CUSTOM}, which is
 * created empty and never touched again.
 *
 * @see <a href="https://www.elastic.co/docs/manage-data/data-store/templates">Templates</a>
 */
public final class IndexTemplates {

  /** The hook for a team's own settings and fields. */
  public static final String CUSTOM = "logferry@custom";

  /** The index template of log data streams. */
  public static final String LOGS = "logferry-logs";

  /** The index template of error groups. */
  public static final String ERROR_GROUPS = "logferry-error_groups";

  private static final String POLICY = "logferry";
  private static final List<String> ELASTICS =
      List.of("logs@mappings", "ecs@mappings", "logs@settings");

  private final Set<ServerFeature> server;
  private final TemplateOptions options;

  public IndexTemplates(Set<ServerFeature> server, TemplateOptions options) {
    this.server = Set.copyOf(server);
    this.options = options;
  }

  /** Elastic's component templates that the composed variant needs. */
  public static List<String> elasticsComponents() {
    return ELASTICS;
  }

  /** Everything to install, in this order. */
  public List<PackObject> objects() {
    List<PackObject> objects = new ArrayList<>();
    if (usesLifecyclePolicy()) {
      objects.add(new PackObject(Kind.LIFECYCLE_POLICY, POLICY, lifecyclePolicy()));
    }
    objects.add(custom());
    objects.addAll(template(LOGS, PackSource.yaml("logs.yaml"), options.composed()));
    objects.addAll(template(ERROR_GROUPS, PackSource.yaml("error-groups.yaml"), false));
    return objects;
  }

  /** Created where it is missing; what a team wrote into it stays. */
  private static PackObject custom() {
    ObjectNode body = owned("Your own settings and fields for Logferry's data streams.");
    body.putObject("template");
    return new PackObject(Kind.COMPONENT_TEMPLATE, CUSTOM, body);
  }

  private List<PackObject> template(String name, JsonNode source, boolean composed) {
    ObjectNode mappings = mappings(source, composed);
    ObjectNode settings = settings(source, composed);
    // Marks every index made from this state of the template, so that one made from another is
    // seen.
    mappings.putObject("_meta").put("logferry", Fingerprint.of(List.of(mappings, settings)));
    PackObject mappingsPart = component(name + "@mappings", "mappings", mappings);
    PackObject settingsPart = component(name + "@settings", "settings", settings);
    addLifecycle(settingsPart.body(), source);
    return List.of(mappingsPart, settingsPart, indexTemplate(name, source, composed));
  }

  private ObjectNode mappings(JsonNode source, boolean composed) {
    List<Field> fields = fields(source);
    MappingWriter writer = new MappingWriter(server);
    ObjectNode mappings = PackSource.JSON.createObjectNode();
    if (source.path("dynamic").asBoolean(true)) {
      ArrayNode dynamic = writer.ownDynamicTemplates();
      if (!composed) {
        dynamic.addAll(writer.ecsDynamicTemplates(fields));
      }
      mappings.put("date_detection", false);
      mappings.set("dynamic_templates", dynamic);
      mappings.set("properties", writer.properties(fields, EcsFields.topLevelObjects()));
    } else {
      mappings.put("dynamic", false);
      mappings.set("properties", writer.properties(fields, Set.of()));
    }
    return mappings;
  }

  /** The fields that a source lists; its own definition of a field replaces ECS's. */
  static List<Field> fields(JsonNode source) {
    Map<String, Field> fields = new LinkedHashMap<>();
    PackSource.texts(source.path("ecs")).stream()
        .flatMap(name -> EcsFields.matching(name).stream())
        .forEach(field -> fields.put(field.path(), field));
    source
        .path("fields")
        .forEachEntry((path, type) -> fields.put(path, Field.of(path, type.asString())));
    return List.copyOf(fields.values());
  }

  private ObjectNode settings(JsonNode source, boolean composed) {
    ObjectNode settings = source.path("settings").deepCopy().asObject();
    source.path("search-fields").forEach(settings.putArray("index.query.default_field")::add);
    if (server.contains(ServerFeature.IGNORE_FIELDS_BEYOND_LIMIT)) {
      settings.put("index.mapping.total_fields.ignore_dynamic_beyond_limit", true);
    }
    if (usesLifecyclePolicy()) {
      settings.put("index.lifecycle.name", POLICY);
    } else if (composed && server.contains(ServerFeature.INDEX_LIFECYCLE_MANAGEMENT)) {
      // logs@settings names a policy, which would win over the data stream's lifecycle.
      settings.put("index.lifecycle.prefer_ilm", false);
    }
    return settings;
  }

  private void addLifecycle(ObjectNode componentTemplate, JsonNode source) {
    ObjectNode template = componentTemplate.withObject("/template");
    if (server.contains(ServerFeature.DATA_STREAM_LIFECYCLE)) {
      template
          .putObject("lifecycle")
          .put("enabled", true)
          .put("data_retention", options.retention());
    }
    if (server.contains(ServerFeature.FAILURE_STORE)) {
      template
          .putObject("data_stream_options")
          .putObject("failure_store")
          .put("enabled", options.failureStore() && source.path("failure-store").asBoolean(true));
    }
  }

  private boolean usesLifecyclePolicy() {
    return !server.contains(ServerFeature.DATA_STREAM_LIFECYCLE)
        && server.contains(ServerFeature.INDEX_LIFECYCLE_MANAGEMENT);
  }

  private ObjectNode lifecyclePolicy() {
    ObjectNode body = PackSource.JSON.createObjectNode();
    ObjectNode policy = body.putObject("policy");
    policy.set("_meta", meta("Retention of Logferry's data streams."));
    ObjectNode phases = policy.putObject("phases");
    ObjectNode hot = phases.putObject("hot").put("min_age", "0ms");
    hot.putObject("actions")
        .putObject("rollover")
        .put("max_age", "7d")
        .put("max_primary_shard_size", "50gb");
    ObjectNode delete = phases.putObject("delete").put("min_age", options.retention());
    delete.putObject("actions").putObject("delete");
    return body;
  }

  private PackObject indexTemplate(String name, JsonNode source, boolean composed) {
    ObjectNode body = owned("Made by logferry setup.");
    if (source.has("index-patterns")) {
      source.path("index-patterns").forEach(body.putArray("index_patterns")::add);
    } else {
      options.dataStreams().forEach(body.putArray("index_patterns")::add);
    }
    body.put("priority", source.path("priority").asInt());
    body.putObject("data_stream");
    ArrayNode parts = body.putArray("composed_of");
    // First, so that its templates for new fields are asked before Elastic's.
    parts.add(name + "@mappings");
    if (composed) {
      ELASTICS.forEach(parts::add);
    }
    parts.add(name + "@settings");
    if (composed && server.contains(ServerFeature.OPTIONAL_COMPONENTS)) {
      parts.add("logs@custom");
      body.putArray("ignore_missing_component_templates").add("logs@custom");
    }
    parts.add(CUSTOM);
    return new PackObject(Kind.INDEX_TEMPLATE, name, body);
  }

  private static PackObject component(String name, String part, ObjectNode content) {
    ObjectNode body = owned("Made by logferry setup; your changes belong into " + CUSTOM + ".");
    body.putObject("template").set(part, content);
    return new PackObject(Kind.COMPONENT_TEMPLATE, name, body);
  }

  private static ObjectNode owned(String description) {
    ObjectNode body = PackSource.JSON.createObjectNode();
    body.set("_meta", meta(description));
    return body;
  }

  private static ObjectNode meta(String description) {
    return PackSource.JSON
        .createObjectNode()
        .put("description", description)
        .put("managed_by", Roles.MANAGED_BY);
  }
}
