package dev.logferry.forwarder.document.fields;

import dev.logferry.forwarder.json.JsonKind;
import dev.logferry.forwarder.json.JsonTape;
import java.util.HashMap;
import java.util.Map;

/**
 * How many fields a mapping would get from an object: its members at every level, where the same
 * member of several objects in one array is one field, and different members are several. Counting
 * takes time and memory, so only lines that may have too many are counted.
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

  static boolean exceeds(JsonTape tape, int limit) {
    return new FieldCount(false).add(tape, 0) > limit
        || new FieldCount(true).add(tape, 0) > Math.max(limit, MOST_WITH_OBJECTS);
  }

  /** Adds a value's members to what is known below this field; says how many were new. */
  private int add(JsonTape tape, int value) {
    boolean object = tape.kind(value) == JsonKind.OBJECT;
    int added = 0;
    if (object || tape.kind(value) == JsonKind.ARRAY) {
      for (int inner = value + 1; inner < tape.next(value); inner = tape.next(inner)) {
        added += object ? addMember(tape, inner) : add(tape, inner);
      }
    }
    return added;
  }

  private int addMember(JsonTape tape, int member) {
    FieldCount field = this;
    int added = 0;
    String name = tape.name(member);
    int part = 0;
    for (int at = 0; at <= name.length(); at++) {
      if (at == name.length() || (dotsMakeObjects && name.charAt(at) == '.')) {
        FieldCount child = field.children.get(name.substring(part, at));
        if (child == null) {
          child = new FieldCount(dotsMakeObjects);
          field.children.put(name.substring(part, at), child);
          added++;
        }
        field = child;
        part = at + 1;
      }
    }
    return added + field.add(tape, member);
  }
}
