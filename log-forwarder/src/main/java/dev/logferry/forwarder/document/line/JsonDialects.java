package dev.logferry.forwarder.document.line;

import dev.logferry.forwarder.json.Hash;
import dev.logferry.forwarder.json.JsonKind;
import dev.logferry.forwarder.json.JsonTape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object whose names mean something, found in one pass over it, and the
 * dialect that they make. Used for one object after another; not thread-safe.
 */
final class JsonDialects {

  /** How many objects may stand within each other for their members to be looked at. */
  private static final int LEVELS = 4;

  private static final KnownNames NAMES = new KnownNames();
  private static final JsonFormat[] FORMATS = JsonFormat.values();
  private static final short[][] MARKS = new short[FORMATS.length][];
  private static final short[][][] FORMAT_LIFTS = new short[FORMATS.length][][];
  private static final short[][] LIFTS = numbers(JsonLifts.ALL);

  static {
    for (int i = 0; i < FORMATS.length; i++) {
      MARKS[i] = numbers(FORMATS[i].marks().split(" ", -1));
      FORMAT_LIFTS[i] = numbers(FORMATS[i].lifts());
    }
  }

  /** By the number of a name, the first member that has it, or -1. */
  private final int[] members = new int[NAMES.size()];

  private final short[] found = new short[NAMES.size()];
  private int size;

  JsonDialects() {
    Arrays.fill(members, -1);
  }

  /** Looks at another object. */
  void read(JsonTape tape) {
    for (int i = 0; i < size; i++) {
      members[found[i]] = -1;
    }
    size = 0;
    read(tape, 0, Hash.EMPTY, LEVELS);
  }

  private void read(JsonTape tape, int object, long above, int levels) {
    for (int member = object + 1; member < tape.next(object); member = tape.next(member)) {
      long hash =
          KnownNames.hash(above, tape.bytes(), tape.nameStart(member), tape.nameEnd(member));
      int number = NAMES.numberOf(hash);
      if (number >= 0) {
        if (members[number] < 0) {
          members[number] = member;
          found[size++] = (short) number;
        }
        if (levels > 1 && NAMES.isContainer(number) && tape.kind(member) == JsonKind.OBJECT) {
          read(tape, member, hash, levels - 1);
        }
      }
    }
  }

  /** The dialect of the object; null if it is none of those known. */
  @Nullable JsonFormat format() {
    for (int i = 0; i < FORMATS.length; i++) {
      if (hasAll(MARKS[i])) {
        return FORMATS[i];
      }
    }
    return null;
  }

  private boolean hasAll(short[] numbers) {
    for (short number : numbers) {
      if (members[number] < 0) {
        return false;
      }
    }
    return true;
  }

  /** What receives the members that may fill a field. */
  interface Lifting {
    /** Tries a member; true if it fills the field, so that no other is tried. */
    boolean lift(JsonLift lift, String name, int member);
  }

  /** Offers the members for each field in turn, those that only the dialect knows first. */
  void lift(@Nullable JsonFormat format, Lifting lifting) {
    if (format != null) {
      lift(format.lifts(), FORMAT_LIFTS[index(format)], lifting);
    }
    lift(JsonLifts.ALL, LIFTS, lifting);
  }

  private void lift(JsonLift[] lifts, short[][] numbers, Lifting lifting) {
    for (int i = 0; i < lifts.length; i++) {
      for (int j = 0; j < numbers[i].length; j++) {
        int member = members[numbers[i][j]];
        if (member >= 0 && lifting.lift(lifts[i], lifts[i].names()[j], member)) {
          break;
        }
      }
    }
  }

  private static int index(JsonFormat format) {
    for (int i = 0; i < FORMATS.length; i++) {
      if (FORMATS[i] == format) {
        return i;
      }
    }
    throw new IllegalStateException("every constant is among the values");
  }

  private static short[][] numbers(JsonLift[] lifts) {
    short[][] numbers = new short[lifts.length][];
    for (int i = 0; i < lifts.length; i++) {
      numbers[i] = numbers(lifts[i].names());
    }
    return numbers;
  }

  private static short[] numbers(String[] names) {
    short[] numbers = new short[names.length];
    for (int i = 0; i < names.length; i++) {
      numbers[i] = NAMES.add(names[i]);
    }
    return numbers;
  }
}
