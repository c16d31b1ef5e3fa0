package dev.logferry.forwarder.document.fields;

import dev.logferry.forwarder.document.Guard;
import dev.logferry.forwarder.json.Hash;
import dev.logferry.forwarder.json.JsonKind;
import dev.logferry.forwarder.json.JsonTape;

/**
 * Places the members of an ECS line: dotted names become nested, and a value has the type that ECS
 * gives its field. Where a value and an object want one path the object wins, whichever came first,
 * since the mapping has an object there. What cannot be placed is displaced, not lost.
 */
final class EcsShape {

  private static final byte DOT = '.';

  private final FieldTree tree;
  private final MappingNotes notes;
  private final TypedValue value;
  private final EcsArrays arrays;
  private final MemberName name = new MemberName();
  private final int maxDepth;

  EcsShape(FieldTree tree, MappingNotes notes, TypedValue value, int maxDepth) {
    this.tree = tree;
    this.notes = notes;
    this.value = value;
    this.arrays = new EcsArrays(this, tree, notes, value, maxDepth);
    this.maxDepth = maxDepth;
  }

  /**
   * Places all members of an object.
   *
   * @param field where they belong
   * @param depth of the field, the document's being 1
   */
  void members(JsonTape tape, int object, int field, int depth) {
    for (int member = object + 1; member < tape.next(object); member = tape.next(member)) {
      member(tape, member, field, depth);
    }
  }

  /** Places one member. */
  void member(JsonTape tape, int member, int parent, int depth) {
    name.set(tape, member);
    if (!name.isUsable() || tree.pathLengthBelow(parent, name) > FieldNames.MAX_PATH_LENGTH) {
      notes.displacedMember(Guard.FIELD_NAME, tree, parent, tape, member);
      return;
    }
    byte[] bytes = name.bytes();
    int end = name.end();
    int object = parent;
    int level = depth;
    int part = name.start();
    long path = tree.path(parent);
    path = path == Hash.EMPTY ? path : Hash.step(path, DOT);
    for (int at = part; at < end; at++) {
      if (bytes[at] == DOT) {
        object = branch(tree.child(object, bytes, part, at, path), level);
        if (object == FieldTree.NONE) {
          notes.displacedMember(
              level < maxDepth ? Guard.FIELD_TYPE : Guard.DEPTH, tree, parent, tape, member);
          return;
        }
        level++;
        part = at + 1;
      }
      path = Hash.step(path, bytes[at]);
    }
    place(tape, member, tree.child(object, bytes, part, end, path), level);
  }

  /** Makes an object of a field that a dotted name goes through; NONE if it cannot be one. */
  private int branch(int field, int level) {
    EcsType type = EcsFields.at(tree.path(field));
    if (level >= maxDepth || !mayBeObject(type)) {
      return FieldTree.NONE;
    }
    makeObject(field);
    return field;
  }

  /** A value that stands there makes way for the object. */
  private void makeObject(int field) {
    if (tree.kind(field) == JsonKind.OBJECT) {
      return;
    }
    if (tree.holds(field)) {
      notes.displacedField(Guard.CLASH, tree, field);
      tree.remove(field);
    }
    tree.open(field, JsonKind.OBJECT);
  }

  private void place(JsonTape tape, int member, int field, int level) {
    EcsType type = EcsFields.at(tree.path(field));
    switch (tape.kind(member)) {
      case OBJECT -> object(tape, member, field, type, level);
      case ARRAY -> array(tape, member, field, type, level);
      case NULL -> {
        if (tree.kind(field) == null) {
          value.set(tape, member);
          value.putInto(tree, field);
        }
      }
      default -> single(tape, member, field, type);
    }
  }

  private void object(JsonTape tape, int member, int field, EcsType type, int level) {
    if (type == EcsType.TEXT) {
      value.setJsonText(tape, member);
      put(tape, member, field);
    } else if (!mayBeObject(type)) {
      notes.displacedAt(Guard.FIELD_TYPE, tree, field, tape, member);
    } else if (level >= maxDepth) {
      notes.displacedAt(Guard.DEPTH, tree, field, tape, member);
    } else {
      makeObject(field);
      members(tape, member, field, level + 1);
    }
  }

  private void array(JsonTape tape, int member, int field, EcsType type, int level) {
    if (type == EcsType.OBJECT && !hasObject(tape, member)) {
      notes.displacedAt(Guard.FIELD_TYPE, tree, field, tape, member);
      return;
    }
    value.set(tape, member);
    if (!tree.holds(field)) {
      arrays.place(tape, member, field, type, level);
    } else if (!value.standsAt(tree, field)) {
      displaceSecond(tape, member, field);
    }
  }

  private static boolean hasObject(JsonTape tape, int array) {
    for (int element = array + 1; element < tape.next(array); element++) {
      if (tape.kind(element) == JsonKind.OBJECT) {
        return true;
      }
    }
    return tape.next(array) == array + 1; // none at all
  }

  private void single(JsonTape tape, int member, int field, EcsType type) {
    int target = field;
    EcsType targetType = type;
    if (type == EcsType.OBJECT) {
      target = NaturalField.of(tree, field, tape.kind(member));
      targetType = target == FieldTree.NONE ? type : EcsFields.at(tree.path(target));
    }
    if (!value.set(tape, member, targetType)) {
      notes.displacedAt(Guard.FIELD_TYPE, tree, field, tape, member);
    } else if (!value.fitsMapping()) {
      notes.displacedAt(Guard.NUMBER, tree, field, tape, member);
    } else {
      put(tape, member, target);
    }
  }

  private void put(JsonTape tape, int member, int field) {
    if (!tree.holds(field)) {
      value.putInto(tree, field);
    } else if (!value.standsAt(tree, field)) {
      displaceSecond(tape, member, field);
    }
  }

  private void displaceSecond(JsonTape tape, int member, int field) {
    boolean objectIsThere = tree.kind(field) == JsonKind.OBJECT;
    notes.displacedAt(objectIsThere ? Guard.CLASH : Guard.DUPLICATE_KEY, tree, field, tape, member);
  }

  static boolean mayBeObject(EcsType type) {
    return type == EcsType.NONE || type == EcsType.OBJECT || type == EcsType.ANY;
  }
}
