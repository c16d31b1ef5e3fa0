package dev.logferry.forwarder.document;

import dev.logferry.forwarder.document.Json.JsonArray;
import dev.logferry.forwarder.document.Json.JsonNull;
import dev.logferry.forwarder.document.Json.JsonNumber;
import dev.logferry.forwarder.document.Json.JsonObject;
import dev.logferry.forwarder.document.Json.Member;
import java.util.List;
import java.util.Optional;

/**
 * Makes an ECS object's dotted keys nested. Where a value and an object want one path the object
 * wins, whichever came first, since the mapping has an object there; the value is displaced, not
 * lost.
 */
final class EcsShape {

  private final int maxDepth;
  private final MappingNotes notes;

  EcsShape(int maxDepth, MappingNotes notes) {
    this.maxDepth = maxDepth;
    this.notes = notes;
  }

  void merge(Fields fields, JsonObject object) {
    merge(fields, object, "", 1);
  }

  private void merge(Fields fields, JsonObject object, String prefix, int depth) {
    for (Member member : object.members()) {
      String path = prefix + member.name();
      if (!FieldNames.usable(member.name()) || path.length() > FieldNames.MAX_PATH_LENGTH) {
        notes.displaced(Guard.FIELD_NAME, path, member.value());
      } else {
        mergeAt(fields, member.name(), member.value(), path, depth);
      }
    }
  }

  private void mergeAt(Fields fields, String name, Json value, String path, int depth) {
    int dot = name.indexOf('.');
    if (dot >= 0) {
      String first = name.substring(0, dot);
      String prefix = path.substring(0, path.length() - name.length() + dot);
      Optional<Fields> branch = branch(fields, first, prefix, path, value, depth);
      branch.ifPresent(inner -> mergeAt(inner, name.substring(dot + 1), value, path, depth + 1));
      return;
    }
    switch (value) {
      case JsonObject object ->
          branch(fields, name, path, path, value, depth)
              .ifPresent(inner -> merge(inner, object, path + ".", depth + 1));
      case JsonArray array ->
          place(fields, name, MixedArray.ofOneKind(elements(array, path, depth), notes), path);
      case JsonNumber number when !Numbers.fitsMapping(number.literal()) ->
          notes.displaced(Guard.NUMBER, path, number);
      default -> place(fields, name, value, path);
    }
  }

  /** The object at a name. A value that stands there makes way for it. */
  private Optional<Fields> branch(
      Fields fields, String name, String branchPath, String path, Json value, int depth) {
    if (depth >= maxDepth) {
      notes.displaced(Guard.DEPTH, path, value);
      return Optional.empty();
    }
    Optional<Fields> branch = fields.branch(name);
    if (branch.isPresent()) {
      return branch;
    }
    fields.value(name).ifPresent(there -> notes.displaced(Guard.CLASH, branchPath, there));
    fields.remove(name);
    return fields.branch(name);
  }

  private void place(Fields fields, String name, Json value, String path) {
    boolean objectIsThere = fields.value(name).isEmpty();
    Fields.Placed placed = fields.place(value, name);
    notes.placed(placed, objectIsThere ? Guard.CLASH : Guard.DUPLICATE_KEY, path, value);
  }

  /** Objects in an array are shaped each on its own. */
  private JsonArray elements(JsonArray array, String path, int depth) {
    List<Json> shaped =
        array.elements().stream()
            .map(
                element ->
                    switch (element) {
                      case JsonObject object -> element(object, path, depth);
                      case JsonArray inner -> elements(inner, path, depth);
                      case JsonNumber number when !Numbers.fitsMapping(number.literal()) ->
                          displaced(number, path);
                      default -> element;
                    })
            .toList();
    return new JsonArray(shaped);
  }

  private Json displaced(JsonNumber number, String path) {
    notes.displaced(Guard.NUMBER, path, number);
    return new JsonNull();
  }

  private Json element(JsonObject object, String path, int depth) {
    if (depth >= maxDepth) {
      notes.displaced(Guard.DEPTH, path, object);
      return new JsonNull();
    }
    Fields inner = new Fields();
    merge(inner, object, path + ".", depth + 1);
    return inner.toJson();
  }
}
