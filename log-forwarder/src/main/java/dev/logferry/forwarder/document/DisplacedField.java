package dev.logferry.forwarder.document;

import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes one field out of a document that Elasticsearch rejected because of it. Its value goes to
 * {@code logferry.displaced} as {@code path=value}; everything else stays searchable.
 */
public final class DisplacedField {

  /** Without these a document is none of its data stream. */
  private static final Set<String> INDISPENSABLE =
      Set.of(
          "@timestamp",
          "data_stream",
          "data_stream.type",
          "data_stream.dataset",
          "data_stream.namespace");

  private DisplacedField() {}

  /**
   * The document without the field, under the same id.
   *
   * @param path dotted, as Elasticsearch names it; the name of a multi-field means its parent
   * @param reason why it was rejected, without any content
   * @return empty if the document has no such field, or cannot do without it
   */
  public static Optional<LogDocument> in(LogDocument document, String path, String reason) {
    ObjectNode root = DocumentTree.read(document);
    for (String field = path; !field.isEmpty(); field = parent(field)) {
      if (INDISPENSABLE.contains(field)) {
        return Optional.empty();
      }
      if (displace(root, root, "", field)) {
        DocumentTree.degraded(root, reason);
        return Optional.of(DocumentTree.write(root, document));
      }
    }
    return Optional.empty();
  }

  private static String parent(String path) {
    int dot = path.lastIndexOf('.');
    return dot < 0 ? "" : path.substring(0, dot);
  }

  /** Removes the field below a node, in each element where the way leads through an array. */
  private static boolean displace(ObjectNode root, JsonNode node, String prefix, String path) {
    if (node instanceof ArrayNode array) {
      boolean found = false;
      for (JsonNode element : array) {
        found |= displace(root, element, prefix, path);
      }
      return found;
    }
    if (!(node instanceof ObjectNode object)) {
      return false;
    }
    JsonNode value = object.remove(path);
    if (value != null) {
      DocumentTree.displaced(root, prefix + path, value);
      return true;
    }
    for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
      String name = path.substring(0, dot);
      JsonNode inner = object.get(name);
      if (inner != null && displace(root, inner, prefix + name + ".", path.substring(dot + 1))) {
        removeIfEmpty(object, name, inner);
        return true;
      }
    }
    return false;
  }

  private static void removeIfEmpty(ObjectNode object, String name, JsonNode inner) {
    Iterator<JsonNode> members = inner.iterator();
    if (inner.isObject() && !members.hasNext()) {
      object.remove(name);
    }
  }
}
