package dev.logferry.forwarder.document.fields;

import dev.logferry.forwarder.json.Hash;
import dev.logferry.forwarder.json.JsonKind;
import dev.logferry.forwarder.json.JsonStrings;
import dev.logferry.forwarder.json.Utf8;
import dev.logferry.forwarder.json.Utf8Buffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a document under construction, as numbers: a field is an index, its name and value
 * are slices of arrays that stand elsewhere, mostly in the line. So nothing is copied before the
 * document is written, and a tree that is used again allocates nothing. Not thread-safe.
 *
 * <p>Names and values are as JSON has them: strings are escaped and without their quotes. An object
 * or array has children, or is written as a whole.
 */
public final class FieldTree {

  /** The document itself. */
  public static final int ROOT = 0;

  public static final int NONE = -1;

  /** What is recorded of a field: this many numbers, at these offsets. */
  private static final int STRIDE = 10;

  private static final int PARENT = 0;
  private static final int FIRST_CHILD = 1;
  private static final int LAST_CHILD = 2;
  private static final int NEXT_SIBLING = 3;
  private static final int NAME_START = 4;
  private static final int NAME_END = 5;
  private static final int VALUE_START = 6;
  private static final int VALUE_END = 7;
  private static final int PATH_LENGTH = 8;
  private static final int SLOT = 9;

  /** Quotes of name and value, a colon, a comma, brackets. */
  private static final int AROUND_FIELD = 8;

  private static final byte[] NO_BYTES = {};

  /** Far more than a line has. What one odd line took is given back after it. */
  private static final int KEPT_CAPACITY = 1_024;

  private int size;

  /** What all names and values take at most, with all that JSON puts around them. */
  private int mostBytes;

  private int[] numbers = {};
  private @Nullable JsonKind[] kinds = {};
  private byte[][] names = {};
  private byte[][] values = {};
  private long[] paths = {};

  /** Fields by the hash of their paths: the index of one, or 0, which no child has. */
  private int[] slots = {};

  /** A tree with room for the fields of most lines. */
  public FieldTree() {
    this(128);
  }

  FieldTree(int capacity) {
    allocate(capacity);
    clear();
  }

  /** Forgets all fields. */
  public void clear() {
    if (kinds.length > KEPT_CAPACITY) {
      size = 0;
      allocate(KEPT_CAPACITY);
    }
    for (int field = 1; field < size; field++) {
      slots[numbers[field * STRIDE + SLOT]] = 0;
    }
    size = 0;
    mostBytes = 0;
    append(NONE, NO_BYTES, 0, 0, Hash.EMPTY);
    kinds[ROOT] = JsonKind.OBJECT;
  }

  /** How many fields there are, with those that nothing stands at. */
  int size() {
    return size;
  }

  /** What stands at a field; null if nothing does. */
  public @Nullable JsonKind kind(int field) {
    return kinds[field];
  }

  /** Whether something other than null stands at a field. */
  public boolean holds(int field) {
    return field != NONE && kinds[field] != null && kinds[field] != JsonKind.NULL;
  }

  /** The hash of a field's path. */
  long path(int field) {
    return paths[field];
  }

  /** How many bytes the path of a field would have that has this name in an object. */
  int pathLengthBelow(int object, MemberName name) {
    return pathLengthBelow(object, name.end() - name.start());
  }

  private int pathLengthBelow(int object, int nameLength) {
    int above = number(object, PATH_LENGTH);
    return above == 0 || nameLength == 0 ? above + nameLength : above + 1 + nameLength;
  }

  boolean nameBegins(int field, char c) {
    int start = number(field, NAME_START);
    return start < number(field, NAME_END) && names[field][start] == c;
  }

  Utf8 name(int field) {
    return new Utf8(names[field], number(field, NAME_START), number(field, NAME_END));
  }

  byte[] value(int field) {
    return values[field];
  }

  int valueStart(int field) {
    return number(field, VALUE_START);
  }

  int valueEnd(int field) {
    return number(field, VALUE_END);
  }

  int firstChild(int field) {
    return number(field, FIRST_CHILD);
  }

  int nextSibling(int field) {
    return number(field, NEXT_SIBLING);
  }

  /** The field of a name in an object; NONE if there is none. */
  public int find(int object, FieldName name) {
    return find(object, name.bytes().length, name.pathBelow(paths[object]));
  }

  /** The field of a name in an object; a new one, at which nothing stands yet, if there is none. */
  public int child(int object, FieldName name) {
    byte[] bytes = name.bytes();
    return child(object, bytes, 0, bytes.length, name.pathBelow(paths[object]));
  }

  /** The field of a name in an object; a new one, at which nothing stands yet, if there is none. */
  int child(int object, byte[] name, int start, int end) {
    return child(object, name, start, end, FieldName.pathBelow(paths[object], name, start, end));
  }

  /**
   * The same with the hash of the path known.
   *
   * @param path of the field
   */
  int child(int object, byte[] name, int start, int end, long path) {
    int field = find(object, end - start, path);
    if (field != NONE) {
      return field;
    }
    int added = append(object, name, start, end, path);
    insert(added);
    return added;
  }

  /** A new element of an array, at which nothing stands yet. Its path is the array's. */
  int element(int array) {
    return append(array, NO_BYTES, 0, 0, paths[array]);
  }

  /** Puts a value at a field, in the place of whatever stands there. */
  public void set(int field, JsonKind kind, byte[] bytes, int start, int end) {
    kinds[field] = kind;
    values[field] = bytes;
    mostBytes += end - start;
    numbers[field * STRIDE + VALUE_START] = start;
    numbers[field * STRIDE + VALUE_END] = end;
  }

  /** Puts the single value of a field at another as well. */
  public void copy(int from, int to) {
    JsonKind kind = kinds[from];
    if (kind != null) {
      set(to, kind, values[from], valueStart(from), valueEnd(from));
    }
  }

  /** Makes an empty object or array of a field. */
  public void open(int field, JsonKind kind) {
    set(field, kind, NO_BYTES, 0, 0);
  }

  /** Takes away what stands at a field, and below it. */
  public void remove(int field) {
    kinds[field] = null;
    for (int child = firstChild(field); child != NONE; child = nextSibling(child)) {
      remove(child);
    }
  }

  /** Whether two fields have the same single value, written alike. */
  boolean sameValue(int field, JsonKind kind, byte[] bytes, int start, int end) {
    return kinds[field] == kind
        && Arrays.equals(values[field], valueStart(field), valueEnd(field), bytes, start, end);
  }

  /** Appends a field's dotted path, as text. */
  void appendPath(int field, Utf8Buffer to) {
    int parent = number(field, PARENT);
    if (parent == NONE) {
      return;
    }
    appendPath(parent, to);
    int start = number(field, NAME_START);
    int end = number(field, NAME_END);
    if (start == end) { // an element
      return;
    }
    if (to.length() > 0) {
      to.append('.');
    }
    JsonStrings.unescape(names[field], start, end, to);
  }

  /** Appends the document as JSON on one line. */
  public void write(Utf8Buffer to) {
    write(ROOT, to);
  }

  /** Appends what stands at a field as JSON on one line. */
  void write(int field, Utf8Buffer to) {
    byte[] json = to.room(mostBytes);
    to.advance(write(field, json, to.length()));
  }

  /** Gives the position after what was written. */
  private int write(int field, byte[] json, int start) {
    JsonKind kind = kinds[field];
    int valueStart = valueStart(field);
    int length = valueEnd(field) - valueStart;
    if (length == 0 && kind == JsonKind.OBJECT) {
      return writeChildren(field, '{', '}', json, start);
    }
    if (length == 0 && kind == JsonKind.ARRAY) {
      return writeChildren(field, '[', ']', json, start);
    }
    int at = start;
    if (kind == JsonKind.STRING) {
      json[at++] = '"';
      System.arraycopy(values[field], valueStart, json, at, length);
      at += length;
      json[at++] = '"';
      return at;
    }
    System.arraycopy(values[field], valueStart, json, at, length);
    return at + length;
  }

  private int writeChildren(int field, char open, char close, byte[] json, int start) {
    int at = start;
    json[at++] = (byte) open;
    int first = at;
    for (int child = firstChild(field); child != NONE; child = nextSibling(child)) {
      if (kinds[child] != null) {
        if (at > first) {
          json[at++] = ',';
        }
        if (open == '{') {
          json[at++] = '"';
          int together = lengthTogether(child);
          if (together > 0) {
            System.arraycopy(names[child], number(child, NAME_START), json, at, together);
            at += together;
            continue;
          }
          int nameStart = number(child, NAME_START);
          int nameLength = number(child, NAME_END) - nameStart;
          System.arraycopy(names[child], nameStart, json, at, nameLength);
          at += nameLength;
          json[at++] = '"';
          json[at++] = ':';
        }
        at = write(child, json, at);
      }
    }
    json[at++] = (byte) close;
    return at;
  }

  /**
   * How many bytes can be copied at once, where name and value stand beside each other as they are
   * to be written; 0 if they do not. In most lines most members do.
   */
  @SuppressWarnings("ReferenceEquality") // the same array, not an equal one
  private int lengthTogether(int field) {
    int quote = kinds[field] == JsonKind.STRING ? 1 : 0;
    int nameEnd = number(field, NAME_END);
    boolean beside = names[field] == values[field] && valueStart(field) == nameEnd + 2 + quote;
    return beside && kinds[field] != JsonKind.OBJECT && names[field][nameEnd + 1] == ':'
        ? valueEnd(field) + quote - number(field, NAME_START)
        : 0;
  }

  /**
   * By the hash of the path, the object and the length of the name. Two names of one object that
   * agree in these and differ would be taken for one, and the second value be displaced: at 64 bits
   * that happens to nobody by accident, and loses nothing.
   */
  private int find(int object, int nameLength, long path) {
    for (int slot = Hash.slot(path, slots.length);
        slots[slot] != 0;
        slot = (slot + 1) & (slots.length - 1)) {
      int field = slots[slot];
      int base = field * STRIDE;
      if (paths[field] == path
          && numbers[base + PARENT] == object
          && numbers[base + NAME_END] - numbers[base + NAME_START] == nameLength) {
        return field;
      }
    }
    return NONE;
  }

  private int append(int parent, byte[] name, int start, int end, long path) {
    if (size == kinds.length) {
      grow();
    }
    int field = size++;
    mostBytes += end - start + AROUND_FIELD;
    int base = field * STRIDE;
    numbers[base + PARENT] = parent;
    numbers[base + FIRST_CHILD] = NONE;
    numbers[base + LAST_CHILD] = NONE;
    numbers[base + NEXT_SIBLING] = NONE;
    numbers[base + NAME_START] = start;
    numbers[base + NAME_END] = end;
    // Elements of arrays have no slot, and the field that was here before may have had one.
    numbers[base + SLOT] = 0;
    numbers[base + PATH_LENGTH] = parent == NONE ? 0 : pathLengthBelow(parent, end - start);
    names[field] = name;
    paths[field] = path;
    kinds[field] = null;
    if (parent != NONE) {
      int last = number(parent, LAST_CHILD);
      numbers[last == NONE ? parent * STRIDE + FIRST_CHILD : last * STRIDE + NEXT_SIBLING] = field;
      numbers[parent * STRIDE + LAST_CHILD] = field;
    }
    return field;
  }

  private void insert(int field) {
    int slot = Hash.slot(paths[field], slots.length);
    while (slots[slot] != 0) {
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = field;
    numbers[field * STRIDE + SLOT] = slot;
  }

  private void grow() {
    allocate(2 * kinds.length);
    for (int field = 1; field < size; field++) {
      if (number(field, NAME_START) != number(field, NAME_END)) {
        insert(field);
      }
    }
  }

  /** Makes room for so many fields, and keeps those that fit. */
  private void allocate(int capacity) {
    numbers = Arrays.copyOf(numbers, capacity * STRIDE);
    kinds = Arrays.copyOf(kinds, capacity);
    names = Arrays.copyOf(names, capacity);
    values = Arrays.copyOf(values, capacity);
    paths = Arrays.copyOf(paths, capacity);
    slots = new int[4 * capacity];
  }

  private int number(int field, int which) {
    return numbers[field * STRIDE + which];
  }
}
