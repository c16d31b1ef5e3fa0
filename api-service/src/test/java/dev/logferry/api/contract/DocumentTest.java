package dev.logferry.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DocumentTest {

  private static final String META_SCHEMA = "https://spec.openapis.org/oas/3.1/schema-base/";

  private final OpenApiDocument document = OpenApiDocument.ofThisBuild();

  @Test
  void is_valid_by_the_meta_schema_of_openapi() {
    assertThat(metaSchemaViolations(document.json())).isEmpty();
  }

  @Test
  void the_meta_schema_finds_what_is_wrong() {
    JsonNode broken = document.json().deepCopy();
    ((tools.jackson.databind.node.ObjectNode) broken.at("/components/schemas/Slug"))
        .put("minLength", "one");

    assertThat(metaSchemaViolations(broken)).isNotEmpty();
  }

  private static List<String> metaSchemaViolations(JsonNode json) {
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder
                    .schemaIdResolvers(
                        resolvers ->
                            resolvers.mapPrefix(
                                "https://spec.openapis.org/oas/", "classpath:openapi/"))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    return registry.getSchema(SchemaLocation.of(META_SCHEMA + "2025-09-15")).validate(json).stream()
        .map(Error::toString)
        .toList();
  }

  @Test
  void every_example_fits_its_schema() {
    List<String> wrong = new ArrayList<>();
    int[] seen = {0};
    forEach(
        "",
        document.json(),
        (pointer, node) -> {
          examples(pointer, node)
              .forEach(
                  (schema, values) ->
                      values.forEach(
                          value -> {
                            seen[0]++;
                            document.schemas().violations(schema, value).stream()
                                .map(violation -> pointer + ": " + violation)
                                .forEach(wrong::add);
                          }));
        });

    assertThat(wrong).isEmpty();
    assertThat(seen[0]).isGreaterThan(60);
  }

  /** Examples that stand at a node, by where the schema stands that they have to fit. */
  private static Map<String, List<JsonNode>> examples(String pointer, JsonNode node) {
    List<JsonNode> values = new ArrayList<>();
    if (!node.isObject()) {
      return Map.of();
    }
    if (node.path("examples").isArray()) {
      node.get("examples").forEach(values::add);
      return Map.of(pointer, values);
    }
    if (!node.has("schema")) {
      return Map.of();
    }
    if (node.has("example")) {
      values.add(node.get("example"));
    }
    node.path("examples").forEach(example -> values.add(example.get("value")));
    return Map.of(pointer + "/schema", values);
  }

  @Test
  void responses_are_open_for_additions() {
    List<String> closed = new ArrayList<>();
    forEach(
        "",
        document.json(),
        (pointer, node) -> {
          if (node.has("additionalProperties") || node.has("unevaluatedProperties")) {
            closed.add(pointer);
          }
        });

    assertThat(closed).isEmpty();
  }

  @Test
  void there_are_no_aliases_which_some_tools_cannot_read() {
    assertThat(document.yaml()).doesNotContainPattern("(?m)(: |- )[&*][a-z]");
  }

  @Test
  void nothing_is_defined_that_nothing_refers_to() {
    Set<String> used = new HashSet<>();
    forEach(
        "",
        document.json(),
        (_, node) -> {
          if (node.has("$ref")) {
            used.add(node.get("$ref").asString().substring(1));
          }
        });

    Set<String> defined = new HashSet<>();
    for (String kind : document.at("/components").propertyNames()) {
      for (String name : document.at("/components/" + kind).propertyNames()) {
        defined.add("/components/" + kind + "/" + name);
      }
    }
    assertThat(defined).isEqualTo(used);
  }

  @Test
  void everything_is_described_in_sentences() {
    List<String> silent = new ArrayList<>();
    forEach(
        "",
        document.json(),
        (pointer, node) -> {
          if (mustBeDescribed(pointer)
              && !node.has("$ref")
              && !node.path("description").asString("").strip().endsWith(".")) {
            silent.add(pointer);
          }
        });

    assertThat(silent).isEmpty();
  }

  private static boolean mustBeDescribed(String pointer) {
    return pointer.matches("/paths/[^/]+/[a-z]+|/components/[^/]+/[^/]+|/tags/\\d+");
  }

  @Test
  void every_path_is_only_read() {
    for (String path : document.paths()) {
      JsonNode methods = document.at("/paths/" + OpenApiDocument.escaped(path));

      assertThat(methods.propertyNames()).containsExactly("get");
    }
  }

  @Test
  void operation_ids_are_unique() {
    assertThat(document.operations())
        .extracting(Operation::operationId)
        .doesNotHaveDuplicates()
        .doesNotContain("");
  }

  private interface Visitor {
    void visit(String pointer, JsonNode node);
  }

  private static void forEach(String pointer, JsonNode node, Visitor visitor) {
    visitor.visit(pointer, node);
    if (node.isObject()) {
      node.properties()
          .forEach(
              member ->
                  forEach(
                      pointer + "/" + OpenApiDocument.escaped(member.getKey()),
                      member.getValue(),
                      visitor));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      forEach(pointer + "/" + i, node.get(i), visitor);
    }
  }
}
