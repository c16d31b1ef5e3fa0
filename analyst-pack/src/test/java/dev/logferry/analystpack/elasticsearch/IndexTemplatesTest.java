package dev.logferry.analystpack.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.analystpack.PackSource;
import dev.logferry.analystpack.elasticsearch.PackObject.Kind;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class IndexTemplatesTest {
  private static final Set<ServerFeature> ES_8_19 = ServerFeature.of(Version.parse("8.19.21"));
  private static final Set<ServerFeature> ES_9_2 = ServerFeature.of(Version.parse("9.2.0"));
  private static final Set<ServerFeature> ES_7_17 = ServerFeature.of(Version.parse("7.17.29"));
  private static final Set<ServerFeature> CORE = EnumSet.of(ServerFeature.FLATTENED);

  @Test
  void every_top_level_object_of_ecs_is_an_object_from_the_start() {
    JsonNode properties = mappings(ES_8_19).path("properties");

    for (String object : EcsFields.topLevelObjects()) {
      JsonNode mapping = properties.path(object);
      assertThat(mapping.path("type").asString("object")).as(object).isEqualTo("object");
      assertThat(mapping.isMissingNode()).as(object).isFalse();
    }
    assertThat(EcsFields.topLevelObjects()).hasSize(44).contains("http", "labels", "error");
  }

  @Test
  void json_is_flattened_on_every_server() {
    for (var server : List.of(ES_8_19, ES_9_2, ES_7_17, CORE)) {
      assertThat(mappings(server).at("/properties/json/type").asString()).isEqualTo("flattened");
    }
  }

  @Test
  void a_core_server_gets_core_types_only() {
    Set<String> types = new HashSet<>();
    IndexTemplatesTest.types(mappings(CORE), types);

    assertThat(types)
        .isSubsetOf(
            "boolean",
            "date",
            "double",
            "flattened",
            "float",
            "geo_point",
            "integer",
            "ip",
            "keyword",
            "long",
            "nested",
            "object",
            "text");
    assertThat(field(CORE, "error/properties/stack_trace").path("type").asString())
        .isEqualTo("text");
    assertThat(field(CORE, "url/properties/path").path("type").asString()).isEqualTo("keyword");
  }

  @Test
  void a_complete_server_gets_the_types_of_ecs() {
    assertThat(field(ES_8_19, "message").path("type").asString()).isEqualTo("match_only_text");
    JsonNode stackTrace = field(ES_8_19, "error/properties/stack_trace");
    assertThat(stackTrace.path("type").asString()).isEqualTo("wildcard");
    assertThat(stackTrace.at("/fields/text").toString())
        .as("match_only_text takes no analyzer")
        .isEqualTo("{\"type\":\"text\",\"analyzer\":\"simple\",\"norms\":false}");
    assertThat(field(ES_8_19, "url/properties/original/fields/text").path("type").asString())
        .isEqualTo("match_only_text");
    assertThat(field(ES_8_19, "data_stream/properties/dataset").path("type").asString())
        .isEqualTo("constant_keyword");
    assertThat(field(ES_8_19, "event/properties/original").path("index").asBoolean(true)).isFalse();
  }

  /**
   * Parameters that each type takes, by Elasticsearch's reference: a server rejects a template with
   * any other. The types that the tests' server lacks would not show it otherwise.
   */
  @Test
  void each_type_has_only_parameters_that_it_takes() {
    var allowed =
        Map.of(
            "wildcard", Set.of("type", "fields"),
            "match_only_text", Set.of("type", "fields"),
            "constant_keyword", Set.of("type"),
            "scaled_float", Set.of("type", "scaling_factor"),
            "flattened", Set.of("type", "ignore_above"),
            "text", Set.of("type", "fields", "analyzer", "norms"),
            "keyword", Set.of("type", "fields", "ignore_above", "index", "doc_values"));
    for (var server : List.of(ES_9_2, ES_8_19, ES_7_17, CORE)) {
      Set<JsonNode> definitions = new HashSet<>();
      definitions(mappings(server), definitions);
      for (JsonNode definition : definitions) {
        assertThat(definition.propertyNames())
            .as(definition.toString())
            .isSubsetOf(allowed.getOrDefault(definition.path("type").asString(), Set.of("type")));
      }
    }
  }

  private static void definitions(JsonNode node, Set<JsonNode> definitions) {
    if (node.path("type").isString()) {
      definitions.add(node);
    }
    node.forEach(child -> definitions(child, definitions));
  }

  @Test
  void each_field_of_ecs_gets_its_type_when_it_first_appears() {
    JsonNode dynamic = mappings(ES_8_19).path("dynamic_templates");
    Set<String> covered = new HashSet<>();
    dynamic.forEach(
        template ->
            template.forEach(
                definition ->
                    covered.addAll(
                        definition.path("path_match").isArray()
                            ? PackSource.texts(definition.path("path_match"))
                            : List.of())));
    Set<String> mapped = MappingWriter.paths(mappings(ES_8_19).path("properties"));

    for (Field field : EcsFields.all()) {
      if (!field.type().equals("object") && !field.type().equals("keyword")) {
        assertThat(covered.contains(field.path()) || mapped.contains(field.path()))
            .as(field.path())
            .isTrue();
      }
    }
  }

  @Test
  void fields_stay_well_below_the_limit() {
    int limit = settings(ES_8_19).path("index.mapping.total_fields.limit").asInt();

    assertThat(MappingWriter.paths(mappings(ES_8_19).path("properties")))
        .hasSizeLessThan(limit / 3);
    assertThat(
            settings(ES_8_19)
                .path("index.mapping.total_fields.ignore_dynamic_beyond_limit")
                .asBoolean())
        .isTrue();
    assertThat(settings(ES_7_17).has("index.mapping.total_fields.ignore_dynamic_beyond_limit"))
        .isFalse();
  }

  @Test
  void retention_is_a_lifecycle_of_the_data_stream_or_a_policy_on_7_17() {
    JsonNode settings = find(ES_8_19, DEFAULT, "logferry-logs@settings").path("template");
    assertThat(settings.at("/lifecycle/data_retention").asString()).isEqualTo("90d");
    assertThat(settings.at("/settings/index.lifecycle.name").isMissingNode()).isTrue();

    JsonNode old = find(ES_7_17, DEFAULT, "logferry-logs@settings").path("template");
    assertThat(old.has("lifecycle")).isFalse();
    assertThat(old.at("/settings/index.lifecycle.name").asString()).isEqualTo("logferry");
    assertThat(find(ES_7_17, DEFAULT, "logferry").at("/policy/phases/delete/min_age").asString())
        .isEqualTo("90d");
  }

  @Test
  void the_failure_store_is_off_unless_it_is_asked_for() {
    String path = "/template/data_stream_options/failure_store/enabled";
    var withFailureStore = new TemplateOptions(List.of("logs-*-*"), "30d", false, true);

    assertThat(find(ES_9_2, DEFAULT, "logferry-logs@settings").at(path).asBoolean(true)).isFalse();
    assertThat(find(ES_9_2, withFailureStore, "logferry-logs@settings").at(path).asBoolean())
        .isTrue();
    assertThat(
            find(ES_9_2, withFailureStore, "logferry-error_groups@settings").at(path).asBoolean())
        .as("a rejected group would look like a new one")
        .isFalse();
    assertThat(find(ES_7_17, DEFAULT, "logferry-logs@settings").at(path).isMissingNode()).isTrue();
  }

  @Test
  void the_composed_variant_lets_our_settings_win_and_our_templates_be_asked_first() {
    JsonNode template =
        find(
            ES_8_19, new TemplateOptions(List.of("logs-*-*"), "90d", true, false), "logferry-logs");

    assertThat(PackSource.texts(template.path("composed_of")))
        .containsExactly(
            "logferry-logs@mappings",
            "logs@mappings",
            "ecs@mappings",
            "logs@settings",
            "logferry-logs@settings",
            "logs@custom",
            "logferry@custom");
    assertThat(
            find(
                    ES_8_19,
                    new TemplateOptions(List.of("logs-*-*"), "90d", true, false),
                    "logferry-logs@settings")
                .at("/template/settings/index.lifecycle.prefer_ilm")
                .asBoolean(true))
        .isFalse();
  }

  @Test
  void whatever_it_makes_says_so() {
    for (var server : List.of(ES_8_19, ES_7_17, CORE)) {
      for (PackObject object : new IndexTemplates(server, DEFAULT).objects()) {
        JsonNode meta =
            object.kind() == Kind.LIFECYCLE_POLICY
                ? object.body().at("/policy/_meta")
                : object.body().path("_meta");
        assertThat(meta.path("managed_by").asString()).as(object.name()).isEqualTo("logferry");
      }
    }
  }

  @Test
  void another_mapping_has_another_mark() {
    String mark = mappings(ES_8_19).at("/_meta/logferry").asString();

    assertThat(mark)
        .matches("[0-9a-f]{12}")
        .isEqualTo(mappings(ES_8_19).at("/_meta/logferry").asString());
    assertThat(mappings(CORE).at("/_meta/logferry").asString()).isNotEqualTo(mark);
  }

  private static final TemplateOptions DEFAULT = TemplateOptions.DEFAULT;

  private static JsonNode mappings(Set<ServerFeature> server) {
    return find(server, DEFAULT, "logferry-logs@mappings").at("/template/mappings");
  }

  private static JsonNode settings(Set<ServerFeature> server) {
    return find(server, DEFAULT, "logferry-logs@settings").at("/template/settings");
  }

  private static JsonNode field(Set<ServerFeature> server, String path) {
    return mappings(server).at("/properties/" + path);
  }

  private static JsonNode find(Set<ServerFeature> server, TemplateOptions options, String name) {
    return new IndexTemplates(server, options)
        .objects().stream()
            .filter(object -> object.name().equals(name))
            .findFirst()
            .orElseThrow()
            .body();
  }

  private static void types(JsonNode node, Set<String> types) {
    if (node.path("type").isString()) {
      types.add(node.path("type").asString());
    }
    node.forEach(child -> types(child, types));
  }
}
