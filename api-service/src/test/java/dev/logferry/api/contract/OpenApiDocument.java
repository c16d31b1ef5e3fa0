package dev.logferry.api.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The contract: what may be asked of the service and what it may answer. */
final class OpenApiDocument {

  private static final String REF = "$ref";

  private final String yaml;
  private final JsonNode json;
  private final Schemas schemas;

  private OpenApiDocument(String yaml) {
    this.yaml = yaml;
    this.json = JsonMapper.shared().valueToTree(new Yaml().<Object>load(yaml));
    this.schemas = new Schemas(json);
  }

  /** One that is not built into the service. */
  static OpenApiDocument of(String yaml) {
    return new OpenApiDocument(yaml);
  }

  /** As it is built into the service. */
  static OpenApiDocument ofThisBuild() {
    try (InputStream in =
        Objects.requireNonNull(
            OpenApiDocument.class.getResourceAsStream("/openapi/openapi.yaml"))) {
      return new OpenApiDocument(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String yaml() {
    return yaml;
  }

  JsonNode json() {
    return json;
  }

  Schemas schemas() {
    return schemas;
  }

  List<String> paths() {
    return json.get("paths").propertyNames().stream().toList();
  }

  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : json.get("paths").properties()) {
      Operation get = operation(path.getKey(), "get", path.getValue().get("get"));
      operations.add(get);
      // Once for all paths, the document says that HEAD answers like GET.
      operations.add(get.asHead());
    }
    return operations;
  }

  private Operation operation(String path, String method, JsonNode node) {
    String pointer = "/paths/" + escaped(path) + "/" + method;
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < node.path("parameters").size(); i++) {
      parameters.add(parameter(pointer + "/parameters/" + i));
    }
    Map<Integer, DocumentedResponse> responses = new TreeMap<>();
    for (String status : node.get("responses").propertyNames()) {
      int code = status.equals("default") ? Operation.ANY_OTHER : Integer.parseInt(status);
      responses.put(code, response(pointer + "/responses/" + status));
    }
    return new Operation(
        method.toUpperCase(java.util.Locale.ROOT),
        path,
        node.path("operationId").asString(""),
        parameters,
        responses);
  }

  private Parameter parameter(String pointer) {
    String at = target(pointer);
    JsonNode node = at(at);
    return new Parameter(
        node.get("name").asString(),
        Parameter.Place.valueOf(node.get("in").asString().toUpperCase(java.util.Locale.ROOT)),
        node.path("required").asBoolean(false),
        at + "/schema",
        resolved(at(target(at + "/schema"))));
  }

  /** With the only schema that it refers to by allOf, which OpenAPI uses to give that a default. */
  private JsonNode resolved(JsonNode schema) {
    if (!schema.has("allOf")) {
      return schema;
    }
    ObjectNode all = schema.deepCopy().asObject();
    JsonNode referred = at(schema.at("/allOf/0/$ref").asString().substring(1));
    referred.properties().forEach(member -> all.set(member.getKey(), member.getValue()));
    return all;
  }

  private DocumentedResponse response(String pointer) {
    String at = target(pointer);
    Map<String, DocumentedResponse.Header> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : at(at).path("headers").propertyNames()) {
      String header = target(at + "/headers/" + name);
      headers.put(
          name,
          new DocumentedResponse.Header(
              at(header).path("required").asBoolean(false), header + "/schema"));
    }
    Map<String, String> content = new TreeMap<>();
    for (String type : at(at).path("content").propertyNames()) {
      content.put(type, at + "/content/" + escaped(type) + "/schema");
    }
    return new DocumentedResponse(at.substring(at.lastIndexOf('/') + 1), headers, content);
  }

  /** Where a thing stands, whatever refers to it. */
  String target(String pointer) {
    JsonNode node = at(pointer);
    return node.has(REF) ? target(node.get(REF).asString().substring(1)) : pointer;
  }

  JsonNode at(String pointer) {
    JsonNode node = json.at(pointer);
    if (node.isMissingNode()) {
      throw new IllegalArgumentException("the document has nothing at " + pointer);
    }
    return node;
  }

  /** A name as a part of a JSON pointer. */
  static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
