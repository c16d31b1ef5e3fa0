package dev.logferry.forwarder.document;

import dev.logferry.forwarder.document.fields.EcsFields;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a document becomes when Elasticsearch rejects it and displacing single fields does not help:
 * fewer fields, and the rejected document whole as a text that is stored and not indexed. Under the
 * same id, so that it can be stored only once.
 *
 * @see <a href="https://www.elastic.co/docs/reference/ecs/ecs-event#field-event-original">ECS:
 *     event.original</a>
 */
public final class FallbackDocument {

  /** Each a single text: where it came from, and what an analyst looks for first. */
  private static final List<String> CORE =
      List.of(
          "@timestamp",
          "message",
          "log.level",
          "log.file.path",
          "service.name",
          "service.environment",
          "trace.id",
          "error.type",
          "event.id",
          "event.dataset",
          "data_stream.type",
          "data_stream.dataset",
          "data_stream.namespace",
          "ecs.version",
          "cloud.provider",
          "cloud.region",
          "cloud.account.id",
          "aws.cloudwatch.log_group",
          "aws.cloudwatch.log_stream",
          "aws.cloudwatch.event_id");

  private static final Set<String> INDISPENSABLE =
      Set.of("@timestamp", "data_stream.type", "data_stream.dataset", "data_stream.namespace");

  private FallbackDocument() {}

  /**
   * Keeps every ECS field that is a text, a number, a boolean, or a list of these.
   *
   * @param reason why the document was rejected, without any content
   * @param rejectedField the field that was to blame, and is left out; empty if unknown
   */
  public static LogDocument ofEcsFields(LogDocument rejected, String reason, String rejectedField) {
    ObjectNode from = DocumentTree.read(rejected);
    ObjectNode kept = DocumentTree.emptyObject();
    for (Map.Entry<String, JsonNode> member : from.properties()) {
      if (mayKeepTop(member.getKey())) {
        keepSimple(kept, member.getKey(), member.getValue(), member.getKey(), rejectedField);
      }
    }
    return finished(kept, rejected, reason);
  }

  /** What is neither of ECS nor of the forwarder, some mapping may reject. */
  private static boolean mayKeepTop(String name) {
    return EcsFields.hasTop(name) || name.equals("aws");
  }

  /** Keeps the fields that any mapping is sure to take. */
  public static LogDocument ofCoreFields(
      LogDocument rejected, String reason, String rejectedField) {
    ObjectNode from = DocumentTree.read(rejected);
    ObjectNode kept = DocumentTree.emptyObject();
    for (String path : CORE) {
      JsonNode value = from.at("/" + path.replace('.', '/'));
      if (value.isString() && mayKeep(path, rejectedField)) {
        put(kept, path.split("\\."), value);
      }
    }
    return finished(kept, rejected, reason);
  }

  private static LogDocument finished(ObjectNode kept, LogDocument rejected, String reason) {
    if (!kept.has("tags")) {
      kept.putArray("tags").add("forwarded");
    }
    kept.withObject("event").put("original", DocumentTree.text(rejected));
    DocumentTree.degraded(kept, reason);
    return DocumentTree.write(kept, rejected);
  }

  private static void keepSimple(
      ObjectNode to, String name, JsonNode value, String path, String rejectedField) {
    if (!mayKeep(path, rejectedField)) {
      return;
    }
    if (value instanceof ObjectNode object) {
      ObjectNode inner = DocumentTree.emptyObject();
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        String innerPath = path + "." + member.getKey();
        keepSimple(inner, member.getKey(), member.getValue(), innerPath, rejectedField);
      }
      if (!inner.isEmpty()) {
        to.set(name, inner);
      }
    } else if (isSimple(value)) {
      to.set(name, value);
    }
  }

  private static boolean isSimple(JsonNode value) {
    if (value instanceof ArrayNode array) {
      boolean simple = !array.isEmpty();
      for (JsonNode element : array) {
        simple &= element.isValueNode() && !element.isNull();
      }
      return simple;
    }
    return value.isValueNode() && !value.isNull();
  }

  private static boolean mayKeep(String path, String rejectedField) {
    boolean toBlame = path.equals(rejectedField) || path.startsWith(rejectedField + ".");
    return !toBlame || INDISPENSABLE.contains(path);
  }

  private static void put(ObjectNode to, String[] names, JsonNode value) {
    ObjectNode at = to;
    for (int i = 0; i < names.length - 1; i++) {
      at = at.withObject(names[i]);
    }
    at.set(names[names.length - 1], value);
  }
}
