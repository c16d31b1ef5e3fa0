package dev.logferry.forwarder.json;

import java.util.Arrays;

/**
 * A JSON object in one pass over its bytes: where each value stands and what it is, in the order of
 * the text. Nothing is copied or decoded, so deciding about a line costs no more than looking at
 * numbers, and what stays as it is is copied in slices.
 *
 * <p>A value is named by its index. The members or elements of a value follow it: the first one at
 * {@code index + 1}, each next one at {@link #next} of the one before, up to {@code next(index)}.
 *
 * <p>As strict as Jackson, with which a property test compares it, but for what the caller has to
 * see to: that the bytes are valid UTF-8. One tape is used for many texts. Not thread-safe.
 */
public final class JsonTape {

  /** What a text is. */
  public enum Read {
    OBJECT,
    /** No JSON, or JSON that is not an object. */
    NOT_AN_OBJECT,
    /**
     * An object, perhaps, but nested too deeply, with too many values, or with too long a number.
     */
    BEYOND_LIMITS
  }

  /** What is recorded of a value: this many numbers, at these offsets. */
  private static final int STRIDE = 6;

  private static final int START = 0;
  private static final int END = 1;
  private static final int NEXT = 2;
  private static final int NAME_START = 3;
  private static final int NAME_END = 4;
  private static final int FLAGS = 5;

  private static final int ESCAPED = 1;
  private static final int LONE_SURROGATE = 2;
  private static final int NAME_ESCAPED = 4;

  private final int maxDepth;
  private final int maxValues;

  private int[] tape = new int[64 * STRIDE];
  private JsonKind[] kinds = new JsonKind[64];
  private int size;
  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private boolean closed;
  private boolean loneSurrogates;
  private boolean severalLines;

  public JsonTape(int maxDepth, int maxValues) {
    this.maxDepth = maxDepth;
    this.maxValues = maxValues;
  }

  /** Reads a text. What was read before is forgotten. */
  public Read read(Utf8 text) {
    return read(text.bytes(), text.start(), text.end());
  }

  /**
   * Reads a text. What was read before is forgotten.
   *
   * @param text not copied: it must not change as long as the tape is in use
   */
  public Read read(byte[] text, int from, int to) {
    bytes = text;
    at = from;
    end = to;
    size = 0;
    closed = false;
    loneSurrogates = false;
    severalLines = false;
    try {
      skipBlanks();
      if (current() != '{') {
        return Read.NOT_AN_OBJECT;
      }
      value(0, 0, 0, 1);
      closed = true;
      skipBlanks();
      return at == end ? Read.OBJECT : Read.NOT_AN_OBJECT;
    } catch (Unreadable e) {
      return e.read;
    }
  }

  /** How many values there are. */
  public int size() {
    return size;
  }

  /** The text that was read. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where reading ended: at the text's end, or where it is no JSON. */
  public int position() {
    return at;
  }

  /** Whether an object was read to its end, whatever follows it. */
  public boolean isClosed() {
    return closed;
  }

  public JsonKind kind(int value) {
    return kinds[value];
  }

  /** Where a value begins; a string without its quote. */
  public int start(int value) {
    return tape[value * STRIDE + START];
  }

  /** Where a value ends; a string without its quote. */
  public int end(int value) {
    return tape[value * STRIDE + END];
  }

  /** The value after this one and all that is in it: the next member or element. */
  public int next(int value) {
    return tape[value * STRIDE + NEXT];
  }

  /** Where a member's name begins, after its quote. */
  public int nameStart(int member) {
    return tape[member * STRIDE + NAME_START];
  }

  /** Where a member's name ends, before its quote. */
  public int nameEnd(int member) {
    return tape[member * STRIDE + NAME_END];
  }

  /** Whether a string has escapes. */
  public boolean isEscaped(int value) {
    return (tape[value * STRIDE + FLAGS] & ESCAPED) != 0;
  }

  /** Whether the escapes of a string make half of a surrogate pair, which no UTF-8 can hold. */
  public boolean hasLoneSurrogate(int value) {
    return (tape[value * STRIDE + FLAGS] & LONE_SURROGATE) != 0;
  }

  public boolean isNameEscaped(int member) {
    return (tape[member * STRIDE + FLAGS] & NAME_ESCAPED) != 0;
  }

  /** Whether any string or name has half of a surrogate pair. */
  public boolean hasLoneSurrogates() {
    return loneSurrogates;
  }

  /** Whether there are line ends or tabs between the values. */
  public boolean isOnSeveralLines() {
    return severalLines;
  }

  /** Whether a member has this name, written without escapes. */
  public boolean isNamed(int member, String ascii) {
    return nameEnd(member) - nameStart(member) == ascii.length() && nameBegins(member, ascii);
  }

  /** Whether a member's name, written without escapes, begins with this. */
  public boolean nameBegins(int member, String ascii) {
    int start = nameStart(member);
    if (nameEnd(member) - start < ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (bytes[start + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The first member of an object with this name; -1 if there is none. */
  public int member(int object, String ascii) {
    for (int member = object + 1; member < next(object); member = next(member)) {
      if (isNamed(member, ascii)) {
        return member;
      }
    }
    return -1;
  }

  /** The text of a string; other values as they are written. */
  public String string(int value) {
    Utf8Buffer text = new Utf8Buffer(end(value) - start(value));
    if (isEscaped(value)) {
      JsonStrings.unescape(bytes, start(value), end(value), text);
    } else {
      text.append(bytes, start(value), end(value));
    }
    return text.from(0).toString();
  }

  /** A member's name. */
  public String name(int member) {
    Utf8Buffer text = new Utf8Buffer(nameEnd(member) - nameStart(member));
    JsonStrings.unescape(bytes, nameStart(member), nameEnd(member), text);
    return text.from(0).toString();
  }

  private void value(int nameStart, int nameEnd, int nameFlags, int depth) {
    if (size == maxValues || depth > maxDepth) {
      throw new Unreadable(Read.BEYOND_LIMITS);
    }
    int value = size++;
    if (kinds.length < size) {
      tape = Arrays.copyOf(tape, 2 * tape.length);
      kinds = Arrays.copyOf(kinds, 2 * kinds.length);
    }
    int start = at;
    int flags = nameFlags;
    JsonKind kind;
    switch (current()) {
      case '"' -> {
        kind = JsonKind.STRING;
        flags |= string();
      }
      case '{' -> {
        kind = JsonKind.OBJECT;
        object(depth);
      }
      case '[' -> {
        kind = JsonKind.ARRAY;
        array(depth);
      }
      case 't' -> kind = literal("true", JsonKind.TRUE);
      case 'f' -> kind = literal("false", JsonKind.FALSE);
      case 'n' -> kind = literal("null", JsonKind.NULL);
      default -> kind = number();
    }
    int quote = kind == JsonKind.STRING ? 1 : 0;
    int base = value * STRIDE;
    tape[base + START] = start + quote;
    tape[base + END] = at - quote;
    tape[base + NEXT] = size;
    tape[base + NAME_START] = nameStart;
    tape[base + NAME_END] = nameEnd;
    tape[base + FLAGS] = flags;
    kinds[value] = kind;
  }

  private void object(int depth) {
    at++;
    skipBlanks();
    if (current() == '}') {
      at++;
      return;
    }
    do {
      if (current() != '"') {
        throw notJson();
      }
      int nameStart = at + 1;
      int nameFlags = string() == 0 ? 0 : NAME_ESCAPED;
      int nameEnd = at - 1;
      skipBlanks();
      expect(':');
      skipBlanks();
      value(nameStart, nameEnd, nameFlags, depth + 1);
    } while (!endsWith('}'));
  }

  private void array(int depth) {
    at++;
    skipBlanks();
    if (current() == ']') {
      at++;
      return;
    }
    do {
      value(0, 0, 0, depth + 1);
    } while (!endsWith(']'));
  }

  /** Reads the comma or bracket after a member or element; true if it is the bracket. */
  private boolean endsWith(char bracket) {
    skipBlanks();
    if (current() == bracket) {
      at++;
      return true;
    }
    expect(',');
    skipBlanks();
    return false;
  }

  /** Goes from a string's first quote to after its last; says what is in it, as flags. */
  private int string() {
    byte[] in = bytes;
    int limit = end;
    int flags = 0;
    int p = at + 1;
    while (p < limit) {
      byte c = in[p++];
      if (c > '"' && c != '\\') {
        continue; // nearly all
      }
      if (c == '"') {
        at = p;
        return flags;
      }
      if (c == '\\') {
        flags |= ESCAPED;
        at = p;
        if (escapesLoneSurrogate()) {
          flags |= LONE_SURROGATE;
          loneSurrogates = true;
        }
        p = at;
      } else if (c >= 0 && c < ' ') {
        throw notJson();
      }
    }
    throw notJson();
  }

  /** Goes from after a backslash to after its escape, a surrogate pair being one. */
  private boolean escapesLoneSurrogate() {
    byte letter = current();
    at++;
    if (letter != 'u') {
      if (JsonStrings.simpleEscape(letter) == 0) {
        throw notJson();
      }
      return false;
    }
    int unit = at + 4 <= end ? JsonStrings.hexadecimal(bytes, at) : -1;
    if (unit < 0) {
      throw notJson();
    }
    at += 4;
    if (JsonStrings.isHighSurrogate(unit) && JsonStrings.isLowSurrogateEscape(bytes, at, end)) {
      at += 6;
      return false;
    }
    return JsonStrings.isSurrogate(unit);
  }

  private JsonKind number() {
    int start = at;
    at = JsonNumbers.end(bytes, start, end);
    if (at < 0) {
      at = start;
      throw notJson();
    }
    if (at - start > JsonNumbers.MAX_BYTES) {
      throw new Unreadable(Read.BEYOND_LIMITS);
    }
    boolean whole = JsonNumbers.isWhole(bytes, start, at);
    return whole ? JsonKind.WHOLE_NUMBER : JsonKind.FRACTION;
  }

  private JsonKind literal(String word, JsonKind kind) {
    for (int i = 0; i < word.length(); i++) {
      expect(word.charAt(i));
    }
    return kind;
  }

  private void expect(char c) {
    if (current() != c) {
      throw notJson();
    }
    at++;
  }

  /** The byte to be read next; 0 at the end, which JSON has nowhere. */
  private byte current() {
    return at < end ? bytes[at] : 0;
  }

  private void skipBlanks() {
    if (at < end && bytes[at] > ' ') {
      return; // nearly always
    }
    for (; at < end; at++) {
      byte c = bytes[at];
      if (c == '\n' || c == '\r' || c == '\t') {
        severalLines = true;
      } else if (c != ' ') {
        return;
      }
    }
  }

  private static Unreadable notJson() {
    return new Unreadable(Read.NOT_AN_OBJECT);
  }

  /** Ends the reading of a text. Carries no stack trace, since odd lines are no exception. */
  private static final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Read read;

    private Unreadable(Read read) {
      super(null, null, false, false);
      this.read = read;
    }
  }
}
