package dev.logferry.api.contract;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The schemas of a document, formats included. They are closed here, so that a property that the
 * document does not have is noticed, although clients have to accept it.
 */
final class Schemas {

  private static final String DOCUMENT = "https://logferry.invalid/openapi.json";

  private final SchemaRegistry registry;

  Schemas(JsonNode document) {
    this.registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder
                    .schemas(Map.of(DOCUMENT, closed(document).toString()))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  }

  private static JsonNode closed(JsonNode document) {
    JsonNode copy = document.deepCopy();
    for (JsonNode schema : copy.at("/components/schemas")) {
      if (schema.has("properties")) {
        schema.asObject().put("additionalProperties", false);
      }
    }
    return copy;
  }

  /** What a value violates of the schema that stands at a JSON pointer; empty if it fits. */
  List<String> violations(String pointer, JsonNode value) {
    return texts(schema(pointer).validate(value));
  }

  /** The same for a JSON text. */
  List<String> violations(String pointer, String json) {
    return texts(schema(pointer).validate(json, InputFormat.JSON));
  }

  private Schema schema(String pointer) {
    // A slash of a media type or a path is escaped for the pointer, and braces for the URI.
    String fragment = pointer.replace("{", "%7B").replace("}", "%7D");
    return registry.getSchema(SchemaLocation.of(DOCUMENT + "#" + fragment));
  }

  private static List<String> texts(List<Error> errors) {
    return errors.stream().map(Error::toString).toList();
  }
}
