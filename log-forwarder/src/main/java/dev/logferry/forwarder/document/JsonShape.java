package dev.logferry.forwarder.document;

import dev.logferry.forwarder.document.Json.JsonArray;
import dev.logferry.forwarder.document.Json.JsonNull;
import dev.logferry.forwarder.document.Json.JsonObject;
import dev.logferry.forwarder.document.Json.Member;
import java.util.List;

/**
 * Makes a JSON object fit for a {@code flattened} field: every name once, not too deep, no name
 * that the field refuses. Keys keep their dots.
 *
 * @see <a
 *     href="https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/flattened">Flattened
 *     field type</a>
 */
final class JsonShape {

  private final int maxDepth;
  private final MappingNotes notes;

  JsonShape(int maxDepth, MappingNotes notes) {
    this.maxDepth = maxDepth;
    this.notes = notes;
  }

  JsonObject shape(JsonObject object) {
    return shape(object, "json.", 2);
  }

  private JsonObject shape(JsonObject object, String prefix, int depth) {
    Fields fields = new Fields();
    for (Member member : object.members()) {
      String path = prefix + member.name();
      if (!usable(member.name()) || path.length() > FieldNames.MAX_PATH_LENGTH) {
        notes.displaced(Guard.FIELD_NAME, path, member.value());
      } else {
        Json value = value(member.value(), path, depth);
        notes.placed(fields.place(value, member.name()), Guard.DUPLICATE_KEY, path, value);
      }
    }
    return fields.toJson();
  }

  private static boolean usable(String name) {
    return !name.isBlank() && name.indexOf('\0') < 0 && name.length() <= FieldNames.MAX_LENGTH;
  }

  private Json value(Json value, String path, int depth) {
    return switch (value) {
      case JsonObject object -> nested(object, path, depth);
      case JsonArray(List<Json> elements) ->
          new JsonArray(elements.stream().map(element -> value(element, path, depth)).toList());
      default -> value;
    };
  }

  private Json nested(JsonObject object, String path, int depth) {
    if (depth >= maxDepth) {
      notes.displaced(Guard.DEPTH, path, object);
      return new JsonNull();
    }
    return shape(object, path + ".", depth + 1);
  }
}
