package dev.logferry.forwarder.json;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads JSON from a stream from left to right, in a window of fixed size. The caller says what it
 * expects; nothing is held but what it asks for. Strict, but for two defects that cost no more than
 * themselves: bytes that are not UTF-8, and halves of surrogate pairs, are replaced by U+FFFD.
 */
public final class JsonStream {

  /** What {@link #string} replaced, as bits. */
  public static final int REPLACED_SURROGATE = 1;

  public static final int REPLACED_BYTES = 2;

  /** CloudWatch's own limit for one event is 1 MiB. */
  private static final int MAX_STRING_BYTES = 16 << 20;

  private static final int MAX_DEPTH = 500;
  private static final int LONGEST_ESCAPE = 12; // a surrogate pair
  private static final int LONGEST_CHARACTER = 4;

  private final int windowBytes;

  /** After the last byte stands a 0, which ends every loop: JSON has it nowhere. */
  private final byte[] window;

  private final Utf8Buffer name = new Utf8Buffer(64);
  private InputStream in = InputStream.nullInputStream();
  private long limitBytes;
  private long dropped;
  private int at;
  private int end;
  private boolean ended;

  /**
   * @param windowBytes how much of a stream is held at a time
   */
  public JsonStream(int windowBytes) {
    this.windowBytes = windowBytes;
    this.window = new byte[windowBytes + 1];
  }

  /** Begins to read another stream, up to a limit. */
  public void open(InputStream stream, long maxBytes) {
    in = stream;
    limitBytes = maxBytes;
    dropped = 0;
    at = 0;
    end = 0;
    window[0] = 0;
    ended = false;
  }

  /** The next byte that is no blank; it is not consumed. 0 at the end of the stream. */
  public byte peek() throws IOException {
    while (true) {
      byte c = window[at];
      if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
        at++;
      } else if (at < end || !fill()) {
        return c;
      }
    }
  }

  /** Whether nothing but blanks is left. */
  public boolean atEnd() throws IOException {
    return peek() == 0 && at == end;
  }

  /** Consumes a byte that has to stand here, perhaps after blanks. */
  public void expect(char c) throws IOException {
    if (peek() != c) {
      throw malformed();
    }
    at++;
  }

  /**
   * Goes to the value of the next member of an object, whose opening brace was consumed.
   *
   * @return false at the object's end, which is consumed
   */
  public boolean nextMember(boolean first) throws IOException {
    if (peek() == '}') {
      at++;
      return false;
    }
    if (!first) {
      expect(',');
    }
    name.clear();
    string(name);
    expect(':');
    return true;
  }

  /** Whether the member has this name. */
  public boolean isNamed(String ascii) {
    if (name.length() != ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (name.bytes()[i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Goes to the next element of an array, whose opening bracket was consumed.
   *
   * @return false at the array's end, which is consumed
   */
  public boolean nextElement(boolean first) throws IOException {
    if (peek() == ']') {
      at++;
      return false;
    }
    if (!first) {
      expect(',');
      if (peek() == ']') {
        throw malformed();
      }
    }
    return true;
  }

  /**
   * Appends the text of a string.
   *
   * @return what was replaced in it
   */
  public int string(Utf8Buffer to) throws IOException {
    expect('"');
    int replaced = 0;
    while (true) {
      copyPlain(to);
      byte c = window[at];
      if (c == '"') {
        at++;
        return replaced;
      }
      if (to.length() > MAX_STRING_BYTES) {
        throw MalformedJson.beyondLimitsAt(offset());
      }
      if (c == '\\') {
        replaced |= escape(to);
      } else if (c < 0) {
        replaced |= character(to);
      } else if (at < end || !fill()) {
        throw malformed();
      }
    }
  }

  /** Copies up to what takes more than a look: the string's end, and rare escapes. */
  private void copyPlain(Utf8Buffer to) {
    byte[] source = window;
    byte[] target = to.room(end - at);
    int length = to.length();
    int from = at;
    while (true) {
      byte c = source[from];
      if (c > '"' && c != '\\') {
        target[length++] = c; // nearly all
        from++;
        continue;
      }
      if (c == ' ' || c == '!') {
        target[length++] = c;
        from++;
        continue;
      }
      byte escaped = c == '\\' ? JsonStrings.simpleEscape(source[from + 1]) : 0;
      if (escaped == 0) {
        at = from;
        to.advance(length);
        return;
      }
      target[length++] = escaped;
      from += 2;
    }
  }

  /** Appends what an escape stands for. */
  private int escape(Utf8Buffer to) throws IOException {
    fillUpTo(LONGEST_ESCAPE);
    byte letter = window[at + 1];
    byte simple = JsonStrings.simpleEscape(letter);
    if (simple != 0) { // it stood at the window's end
      to.append(simple);
      at += 2;
      return 0;
    }
    int unit = letter == 'u' && at + 6 <= end ? JsonStrings.hexadecimal(window, at + 2) : -1;
    if (unit < 0) {
      throw malformed();
    }
    at += 6;
    if (JsonStrings.isHighSurrogate(unit) && JsonStrings.isLowSurrogateEscape(window, at, end)) {
      append(JsonStrings.codePoint(unit, JsonStrings.hexadecimal(window, at + 2)), to);
      at += 6;
      return 0;
    }
    boolean lone = JsonStrings.isSurrogate(unit);
    append(lone ? JsonStrings.REPLACEMENT : unit, to);
    return lone ? REPLACED_SURROGATE : 0;
  }

  /** Appends a character of several bytes; a byte that begins none is replaced. */
  private int character(Utf8Buffer to) throws IOException {
    fillUpTo(LONGEST_CHARACTER);
    int length = Utf8Validity.characterLength(window, at, end);
    if (length == 0) {
      at++;
      append(JsonStrings.REPLACEMENT, to);
      return REPLACED_BYTES;
    }
    to.append(window, at, at + length);
    at += length;
    return 0;
  }

  private static void append(int codePoint, Utf8Buffer to) {
    to.advance(JsonStrings.encode(codePoint, to.room(LONGEST_CHARACTER), to.length()));
  }

  /** Appends a number, {@code true}, {@code false} or {@code null} as it is written. */
  public void scalar(Utf8Buffer to) throws IOException {
    int start = to.length();
    for (byte c = peek(); isOfScalar(c); c = window[at]) {
      to.append(c);
      at++;
      if (at == end) {
        fill();
      }
      if (to.length() - start > JsonNumbers.MAX_BYTES) {
        throw MalformedJson.beyondLimitsAt(offset());
      }
    }
    boolean number = JsonNumbers.end(to.bytes(), start, to.length()) == to.length();
    if (!number && !isLiteral(to.from(start).toString())) {
      throw malformed();
    }
  }

  private static boolean isOfScalar(byte c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || c == '-'
        || c == '+'
        || c == '.'
        || c == 'E';
  }

  private static boolean isLiteral(String word) {
    return word.equals("true") || word.equals("false") || word.equals("null");
  }

  public void skipValue() throws IOException {
    skipValue(0);
  }

  private void skipValue(int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw MalformedJson.beyondLimitsAt(offset());
    }
    byte first = peek();
    if (first == '{') {
      at++;
      for (boolean one = true; nextMember(one); one = false) {
        skipValue(depth + 1);
      }
    } else if (first == '[') {
      at++;
      for (boolean one = true; nextElement(one); one = false) {
        skipValue(depth + 1);
      }
    } else if (first == '"') {
      skipString();
    } else {
      name.clear(); // the member's name is not needed any more
      scalar(name);
    }
  }

  /** Appends a value as JSON on one line. */
  public void copyValue(Utf8Buffer to) throws IOException {
    copyValue(to, 0);
  }

  private void copyValue(Utf8Buffer to, int depth) throws IOException {
    byte first = peek();
    if (depth > MAX_DEPTH || first == 0) {
      throw first == 0 ? malformed() : MalformedJson.beyondLimitsAt(offset());
    }
    if (first == '{') {
      copyObject(to, depth);
    } else if (first == '[') {
      copyArray(to, depth);
    } else if (first == '"') {
      copyString(to);
    } else {
      scalar(to);
    }
  }

  private void copyObject(Utf8Buffer to, int depth) throws IOException {
    expect('{');
    to.append('{');
    for (boolean one = true; nextMember(one); one = false) {
      to.appendAscii(one ? "" : ",");
      quoted(name, to);
      to.append(':');
      copyValue(to, depth + 1);
    }
    to.append('}');
  }

  private void copyArray(Utf8Buffer to, int depth) throws IOException {
    expect('[');
    to.append('[');
    for (boolean one = true; nextElement(one); one = false) {
      to.appendAscii(one ? "" : ",");
      copyValue(to, depth + 1);
    }
    to.append(']');
  }

  private void copyString(Utf8Buffer to) throws IOException {
    Utf8Buffer text = new Utf8Buffer(64);
    string(text);
    quoted(text, to);
  }

  private static void quoted(Utf8Buffer text, Utf8Buffer to) {
    to.append('"');
    JsonStrings.escape(text.from(0), to);
    to.append('"');
  }

  private void skipString() throws IOException {
    Utf8Buffer ignored = name;
    expect('"');
    while (true) {
      ignored.clear();
      copyPlain(ignored);
      byte c = window[at];
      if (c == '"') {
        at++;
        return;
      }
      if (c == '\\') {
        escape(ignored);
      } else if (c < 0) {
        at++;
      } else if (at < end || !fill()) {
        throw malformed();
      }
    }
  }

  private MalformedJson malformed() {
    return at == end ? MalformedJson.truncated() : MalformedJson.invalidAt(offset());
  }

  private long offset() {
    return dropped + at;
  }

  /** Sees to it that so many bytes lie ahead, if the stream has them. */
  private void fillUpTo(int count) throws IOException {
    while (end - at < count && fill()) {
      // until there are enough
    }
  }

  /** Reads on; false at the end of the stream. */
  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    System.arraycopy(window, at, window, 0, end - at);
    dropped += at;
    end -= at;
    at = 0;
    int count = in.read(window, end, windowBytes - end);
    ended = count < 0;
    end += Math.max(0, count);
    window[end] = 0;
    if (dropped + end > limitBytes) {
      throw new CapExceeded(limitBytes);
    }
    return !ended;
  }
}
