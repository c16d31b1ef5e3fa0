package dev.logferry.forwarder.document.fields;

import dev.logferry.forwarder.json.Hash;
import dev.logferry.forwarder.json.JsonKind;
import dev.logferry.forwarder.json.JsonTape;

/**
 * Fills the fields of ECS that members of other JSON are named after, dotted or nested: {@code
 * "http":{"response":{"status_code":500}}} is found under that name whatever else the line has.
 * What ECS does not know, or has of another type, stays where it is.
 */
final class EcsLift {

  private static final int LEVELS = 5;

  /** The forwarder fills these itself, or reads them in all dialects. */
  private static final long[] EXCLUDED = {
    Hash.of("@timestamp"),
    Hash.of("message"),
    Hash.of("tags"),
    Hash.of("log.level"),
    Hash.of("log.file.path"),
    Hash.of("event.id"),
    Hash.of("event.dataset"),
  };

  private static final String[] EXCLUDED_OBJECTS = {"cloud", "data_stream", "ecs"};

  private final FieldTree tree;
  private final TypedValue value;
  private final int[] members = new int[LEVELS];

  EcsLift(FieldTree tree, TypedValue value) {
    this.tree = tree;
    this.value = value;
  }

  void all(JsonTape tape) {
    members(tape, 0, Hash.EMPTY, 0);
  }

  private void members(JsonTape tape, int object, long path, int level) {
    for (int member = object + 1; member < tape.next(object); member = tape.next(member)) {
      if (level > 0 || !isExcluded(tape, member)) {
        members[level] = member;
        long memberPath =
            FieldName.pathBelow(path, tape.bytes(), tape.nameStart(member), tape.nameEnd(member));
        EcsType type = EcsFields.at(memberPath);
        if (tape.kind(member) != JsonKind.OBJECT) {
          single(tape, member, memberPath, type, level);
        } else if (type == EcsType.OBJECT && level + 1 < LEVELS) {
          members(tape, member, memberPath, level + 1);
        }
      }
    }
  }

  private static boolean isExcluded(JsonTape tape, int member) {
    int start = tape.nameStart(member);
    int length = tape.nameEnd(member) - start;
    for (String object : EXCLUDED_OBJECTS) {
      if (length >= object.length()
          && tape.nameBegins(member, object)
          && (length == object.length() || tape.bytes()[start + object.length()] == '.')) {
        return true;
      }
    }
    return false;
  }

  private void single(JsonTape tape, int member, long path, EcsType type, int level) {
    JsonKind kind = tape.kind(member);
    boolean leaf = type != EcsType.NONE && type != EcsType.OBJECT && type != EcsType.ANY;
    if (!leaf || kind == JsonKind.ARRAY || kind == JsonKind.NULL || isExcluded(path)) {
      return;
    }
    if (value.set(tape, member, type) && value.fitsMapping()) {
      int field = make(tape, level);
      if (field != FieldTree.NONE && !tree.holds(field)) {
        value.putInto(tree, field);
      }
    }
  }

  private static boolean isExcluded(long path) {
    for (long excluded : EXCLUDED) {
      if (excluded == path) {
        return true;
      }
    }
    return false;
  }

  /** The field of the member that was reached; NONE if a value stands in the way. */
  private int make(JsonTape tape, int level) {
    int field = FieldTree.ROOT;
    for (int i = 0; i <= level; i++) {
      int part = tape.nameStart(members[i]);
      int end = tape.nameEnd(members[i]);
      for (int at = part; at <= end; at++) {
        if (at == end || tape.bytes()[at] == '.') {
          if (tree.kind(field) != JsonKind.OBJECT) {
            if (tree.holds(field)) {
              return FieldTree.NONE;
            }
            tree.open(field, JsonKind.OBJECT);
          }
          field = tree.child(field, tape.bytes(), part, at);
          part = at + 1;
        }
      }
    }
    return field;
  }
}
