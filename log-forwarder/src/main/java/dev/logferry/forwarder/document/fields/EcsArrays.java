package dev.logferry.forwarder.document.fields;

import dev.logferry.forwarder.document.Guard;
import dev.logferry.forwarder.json.JsonKind;
import dev.logferry.forwarder.json.JsonTape;
import org.jspecify.annotations.Nullable;

/**
 * Places the arrays of an ECS line. Objects in them are shaped each on its own; a value that cannot
 * stand in its field is displaced, and null stands in its place.
 */
final class EcsArrays {

  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private final EcsShape shape;
  private final FieldTree tree;
  private final MappingNotes notes;
  private final TypedValue value;
  private final MixedValues mixed;
  private final int maxDepth;
  private int nesting;

  EcsArrays(EcsShape shape, FieldTree tree, MappingNotes notes, TypedValue value, int maxDepth) {
    this.shape = shape;
    this.tree = tree;
    this.notes = notes;
    this.value = value;
    this.mixed = new MixedValues(tree, notes);
    this.maxDepth = maxDepth;
  }

  void place(JsonTape tape, int array, int field, EcsType type, int level) {
    // An array within an array may have to change its values for those beside it.
    if (nesting == 0 && isPlain(tape, array, type)) {
      tree.set(field, JsonKind.ARRAY, tape.bytes(), tape.start(array), tape.end(array));
      return;
    }
    tree.open(field, JsonKind.ARRAY);
    nesting++;
    elements(tape, array, field, type, level);
    nesting--;
    if (nesting == 0) {
      mixed.unify(field);
    }
  }

  /** Whether an array can be copied: single values of one kind, which is that of its field. */
  private static boolean isPlain(JsonTape tape, int array, EcsType type) {
    if (type == EcsType.OBJECT || tape.isOnSeveralLines()) {
      return false;
    }
    @Nullable JsonKind one = null;
    for (int element = array + 1; element < tape.next(array); element++) {
      JsonKind kind = tape.kind(element) == JsonKind.FALSE ? JsonKind.TRUE : tape.kind(element);
      if (kind == JsonKind.NULL) {
        continue;
      }
      if ((one != null && kind != one) || !isPlain(tape, element, kind, type)) {
        return false;
      }
      one = kind;
    }
    return true;
  }

  private static boolean isPlain(JsonTape tape, int element, JsonKind kind, EcsType type) {
    return switch (kind) {
      case STRING ->
          !tape.hasLoneSurrogate(element) && (type == EcsType.NONE || type == EcsType.TEXT);
      case WHOLE_NUMBER, FRACTION ->
          (type == EcsType.NONE || type == EcsType.WHOLE_NUMBER || type == EcsType.FRACTION)
              && Numbers.fitsMapping(kind, tape.bytes(), tape.start(element), tape.end(element));
      case TRUE -> type == EcsType.NONE || type == EcsType.BOOLEAN;
      default -> false;
    };
  }

  private void elements(JsonTape tape, int array, int field, EcsType type, int level) {
    for (int element = array + 1; element < tape.next(array); element = tape.next(element)) {
      int place = tree.element(field);
      switch (tape.kind(element)) {
        case ARRAY -> {
          tree.open(place, JsonKind.ARRAY);
          elements(tape, element, place, type, level);
        }
        case OBJECT -> object(tape, element, place, type, level);
        case NULL -> setNull(place);
        default -> single(tape, element, place, type);
      }
    }
  }

  private void object(JsonTape tape, int element, int place, EcsType type, int level) {
    if (type == EcsType.TEXT) {
      value.setJsonText(tape, element);
      value.putInto(tree, place);
    } else if (!EcsShape.mayBeObject(type)) {
      displace(Guard.FIELD_TYPE, tape, element, place);
    } else if (level >= maxDepth) {
      displace(Guard.DEPTH, tape, element, place);
    } else {
      tree.open(place, JsonKind.OBJECT);
      shape.members(tape, element, place, level + 1);
    }
  }

  private void single(JsonTape tape, int element, int place, EcsType type) {
    if (!value.set(tape, element, type)) {
      displace(Guard.FIELD_TYPE, tape, element, place);
    } else if (!value.fitsMapping()) {
      displace(Guard.NUMBER, tape, element, place);
    } else {
      value.putInto(tree, place);
    }
  }

  private void displace(Guard guard, JsonTape tape, int element, int place) {
    notes.displacedAt(guard, tree, place, tape, element);
    setNull(place);
  }

  private void setNull(int place) {
    tree.set(place, JsonKind.NULL, NULL, 0, NULL.length);
  }
}
