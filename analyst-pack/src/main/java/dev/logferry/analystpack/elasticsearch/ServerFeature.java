package dev.logferry.analystpack.elasticsearch;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What only some servers can do. Each has a piece of an index template that a server without it
 * rejects, so that a server can be asked: {@code POST /_index_template/_simulate} checks a template
 * and stores nothing. Its version alone would not say it: distributions leave parts out.
 */
public enum ServerFeature {
  DATA_STREAMS("data streams", "7.9.0", "\"data_stream\":{}"),
  WILDCARD("the field type wildcard", "7.9.0", type("wildcard")),
  MATCH_ONLY_TEXT("the field type match_only_text", "7.14.0", type("match_only_text")),
  CONSTANT_KEYWORD("the field type constant_keyword", "7.7.0", type("constant_keyword")),
  SCALED_FLOAT(
      "the field type scaled_float",
      "5.0.0",
      mappings("\"properties\":{\"f\":{\"type\":\"scaled_float\",\"scaling_factor\":1000}}")),
  FLATTENED("the field type flattened", "7.3.0", type("flattened")),
  LISTS_IN_DYNAMIC_TEMPLATES(
      "lists in dynamic templates",
      "8.10.0",
      mappings(
          "\"dynamic_templates\":[{\"t\":{\"match_mapping_type\":[\"string\",\"long\"],\"mapping\":{\"type\":\"keyword\"}}}]")),
  IGNORE_FIELDS_BEYOND_LIMIT(
      "the setting index.mapping.total_fields.ignore_dynamic_beyond_limit",
      "8.14.0",
      settings("\"index.mapping.total_fields.ignore_dynamic_beyond_limit\":true")),
  OPTIONAL_COMPONENTS(
      "component templates that may be missing",
      "8.7.0",
      "\"composed_of\":[\"logferry-none@custom\"],\"ignore_missing_component_templates\":[\"logferry-none@custom\"]"),
  DATA_STREAM_LIFECYCLE(
      "data stream lifecycle", "8.14.0", dataStream("\"lifecycle\":{\"data_retention\":\"1d\"}")),
  FAILURE_STORE(
      "the failure store",
      "8.19.0",
      dataStream("\"data_stream_options\":{\"failure_store\":{\"enabled\":true}}")),
  INDEX_LIFECYCLE_MANAGEMENT(
      "index lifecycle management", "7.0.0", settings("\"index.lifecycle.name\":\"none\""));

  private final String description;
  private final String since;
  private final String members;

  ServerFeature(String description, String since, String members) {
    this.description = description;
    this.since = since;
    this.members = members;
  }

  /** Names it for a person. */
  public String description() {
    return description;
  }

  /** The version that brought it, in a server that leaves nothing out. */
  public String since() {
    return since;
  }

  /** Body of {@code POST /_index_template/_simulate}: 200 if the server has it, otherwise 400. */
  public String probe() {
    // A template of its own: a priority that no other template has, and a pattern that no index
    // has.
    return "{\"index_patterns\":[\"logferry-probe-%s\"],\"priority\":987654321,%s}"
        .formatted(name().toLowerCase(Locale.ROOT), members);
  }

  /** What a complete server of a version has. */
  public static Set<ServerFeature> of(Version version) {
    Set<ServerFeature> features = EnumSet.noneOf(ServerFeature.class);
    Arrays.stream(values())
        .filter(feature -> version.compareTo(Version.parse(feature.since)) >= 0)
        .forEach(features::add);
    return features;
  }

  private static String type(String type) {
    return mappings("\"properties\":{\"f\":{\"type\":\"%s\"}}".formatted(type));
  }

  private static String mappings(String members) {
    return template("\"mappings\":{%s}".formatted(members));
  }

  private static String settings(String members) {
    return template("\"settings\":{%s}".formatted(members));
  }

  private static String dataStream(String members) {
    return "\"data_stream\":{}," + template(members);
  }

  private static String template(String members) {
    return "\"template\":{%s}".formatted(members);
  }
}
