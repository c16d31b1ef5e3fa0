package dev.logferry.forwarder.document.fields;

import dev.logferry.forwarder.document.Guard;
import dev.logferry.forwarder.json.JsonKind;
import dev.logferry.forwarder.json.JsonTape;

/**
 * Places a JSON object in a {@code flattened} field: every name once, not too deep, no name that
 * the field refuses. Names keep their dots, values are as they are written.
 *
 * @see <a
 *     href="https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/flattened">Flattened
 *     field type</a>
 */
final class JsonShape {

  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private final FieldTree tree;
  private final MappingNotes notes;
  private final TypedValue value;
  private final MemberName name = new MemberName();
  private final int maxDepth;

  JsonShape(FieldTree tree, MappingNotes notes, TypedValue value, int maxDepth) {
    this.tree = tree;
    this.notes = notes;
    this.value = value;
    this.maxDepth = maxDepth;
  }

  /**
   * Places all members of an object.
   *
   * @param depth of the field, the document's being 1
   */
  void members(JsonTape tape, int object, int field, int depth) {
    for (int member = object + 1; member < tape.next(object); member = tape.next(member)) {
      member(tape, member, tape.nameStart(member), field, depth);
    }
  }

  /**
   * Places one member.
   *
   * @param nameStart from where on its name counts
   */
  void member(JsonTape tape, int member, int nameStart, int field, int depth) {
    name.set(tape, member, nameStart);
    if (!name.isUsableInFlattened()
        || tree.pathLengthBelow(field, name) > FieldNames.MAX_PATH_LENGTH) {
      notes.displacedMember(Guard.FIELD_NAME, tree, field, tape, member, nameStart);
      return;
    }
    int child = tree.child(field, name.bytes(), name.start(), name.end());
    if (!tree.holds(child)) {
      place(tape, member, child, depth);
    } else if (!isSame(tape, member, child)) {
      notes.displacedAt(Guard.DUPLICATE_KEY, tree, child, tape, member);
    }
  }

  /** Places a member as a label, which is a text. */
  void label(JsonTape tape, int member, int labels) {
    name.set(tape, member);
    boolean dotted = false;
    for (int at = name.start(); at < name.end(); at++) {
      dotted |= name.bytes()[at] == '.';
    }
    if (dotted || !name.isUsable()) {
      notes.displacedMember(Guard.FIELD_NAME, tree, labels, tape, member);
      return;
    }
    int field = tree.child(labels, name.bytes(), name.start(), name.end());
    switch (tape.kind(member)) {
      case OBJECT, ARRAY -> value.setJsonText(tape, member);
      case NULL -> value.set(tape, member);
      default -> value.set(tape, member, EcsType.TEXT);
    }
    if (!tree.holds(field)) {
      value.putInto(tree, field);
    } else if (!value.standsAt(tree, field)) {
      notes.displacedAt(Guard.DUPLICATE_KEY, tree, field, tape, member);
    }
  }

  private boolean isSame(JsonTape tape, int member, int field) {
    value.set(tape, member);
    return value.kind() == JsonKind.NULL || value.standsAt(tree, field);
  }

  private void place(JsonTape tape, int element, int field, int depth) {
    switch (tape.kind(element)) {
      case OBJECT -> {
        if (depth >= maxDepth) {
          notes.displacedAt(Guard.DEPTH, tree, field, tape, element);
          tree.set(field, JsonKind.NULL, NULL, 0, NULL.length);
        } else {
          tree.open(field, JsonKind.OBJECT);
          members(tape, element, field, depth + 1);
        }
      }
      case ARRAY -> array(tape, element, field, depth);
      default -> {
        value.set(tape, element);
        value.putInto(tree, field);
      }
    }
  }

  private void array(JsonTape tape, int array, int field, int depth) {
    if (isPlain(tape, array)) {
      tree.set(field, JsonKind.ARRAY, tape.bytes(), tape.start(array), tape.end(array));
      return;
    }
    tree.open(field, JsonKind.ARRAY);
    for (int element = array + 1; element < tape.next(array); element = tape.next(element)) {
      place(tape, element, tree.element(field), depth);
    }
  }

  /** Whether an array can be copied: there is no object in it, nor anything to repair. */
  private static boolean isPlain(JsonTape tape, int array) {
    for (int element = array + 1; element < tape.next(array); element++) {
      if (tape.kind(element) == JsonKind.OBJECT || tape.hasLoneSurrogate(element)) {
        return false;
      }
    }
    return !tape.isOnSeveralLines();
  }
}
