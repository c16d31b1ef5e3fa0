package dev.logferry.forwarder.document;

import dev.logferry.forwarder.document.Json.JsonArray;
import dev.logferry.forwarder.document.Json.JsonObject;
import dev.logferry.forwarder.document.Json.Member;
import java.util.HashMap;
import java.util.Map;

/**
 * How many fields a mapping would get from an object: its members at every level, where the same
 * member of several objects in one array is one field, and different members are several.
 */
final class FieldCount {

  /**
   * The objects that dotted names stand for are fields as well. With those of the index template
   * this keeps below Elasticsearch's {@code index.mapping.total_fields.limit}, 1000.
   */
  private static final int MOST_WITH_OBJECTS = 750;

  private final boolean dotsMakeObjects;
  private final Map<String, FieldCount> children = new HashMap<>();

  private FieldCount(boolean dotsMakeObjects) {
    this.dotsMakeObjects = dotsMakeObjects;
  }

  static boolean exceeds(JsonObject object, int limit) {
    return exceeds(object, limit, false)
        || exceeds(object, Math.max(limit, MOST_WITH_OBJECTS), true);
  }

  private static boolean exceeds(JsonObject object, int limit, boolean dotsMakeObjects) {
    // Nearly every line is settled by the first sum, which counts repeated fields as often as they
    // stand there.
    return members(object, dotsMakeObjects) > limit
        && new FieldCount(dotsMakeObjects).add(object) > limit;
  }

  private static int members(Json value, boolean dotsMakeObjects) {
    return switch (value) {
      case JsonObject object -> {
        int count = object.members().size();
        for (Member member : object.members()) {
          count += dotsMakeObjects ? dots(member.name()) : 0;
          count += members(member.value(), dotsMakeObjects);
        }
        yield count;
      }
      case JsonArray array ->
          array.elements().stream().mapToInt(element -> members(element, dotsMakeObjects)).sum();
      default -> 0;
    };
  }

  private static int dots(String name) {
    return (int) name.chars().filter(c -> c == '.').count();
  }

  /** Adds a value's members to what is known below this field; says how many were new. */
  private int add(Json value) {
    return switch (value) {
      case JsonObject object ->
          object.members().stream()
              .mapToInt(member -> addAt(parts(member.name()), member.value()))
              .sum();
      case JsonArray array -> array.elements().stream().mapToInt(this::add).sum();
      default -> 0;
    };
  }

  private String[] parts(String name) {
    return dotsMakeObjects ? name.split("\\.", -1) : new String[] {name};
  }

  private int addAt(String[] path, Json value) {
    FieldCount field = this;
    int added = 0;
    for (String part : path) {
      FieldCount child = field.children.get(part);
      if (child == null) {
        child = new FieldCount(dotsMakeObjects);
        field.children.put(part, child);
        added++;
      }
      field = child;
    }
    return added + field.add(value);
  }
}
