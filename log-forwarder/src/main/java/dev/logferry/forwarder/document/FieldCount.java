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

  private final Map<String, FieldCount> children = new HashMap<>();

  private FieldCount() {}

  static boolean exceeds(JsonObject object, int limit) {
    // Nearly every line is settled by the first sum, which counts repeated fields as often as they
    // stand there.
    return members(object) > limit && new FieldCount().add(object) > limit;
  }

  private static int members(Json value) {
    return switch (value) {
      case JsonObject object -> {
        int count = object.members().size();
        for (Member member : object.members()) {
          count += members(member.value());
        }
        yield count;
      }
      case JsonArray array -> array.elements().stream().mapToInt(FieldCount::members).sum();
      default -> 0;
    };
  }

  /** Adds a value's members to what is known below this field; says how many were new. */
  private int add(Json value) {
    return switch (value) {
      case JsonObject object -> {
        int added = 0;
        for (Member member : object.members()) {
          FieldCount child = children.get(member.name());
          if (child == null) {
            child = new FieldCount();
            children.put(member.name(), child);
            added++;
          }
          added += child.add(member.value());
        }
        yield added;
      }
      case JsonArray array -> array.elements().stream().mapToInt(this::add).sum();
      default -> 0;
    };
  }
}
