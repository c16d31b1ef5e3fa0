package dev.logferry.forwarder.json;

/** The escapes in JSON strings, undone and made, from bytes to bytes. */
public final class JsonStrings {

  /** What no UTF-8 can hold becomes this. */
  public static final int REPLACEMENT = 0xfffd;

  private static final byte[] HEXADECIMAL = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private JsonStrings() {}

  /**
   * Undoes the escapes in what stands between the quotes of a valid JSON string. Half of a
   * surrogate pair becomes U+FFFD.
   */
  public static void unescape(byte[] from, int start, int end, Utf8Buffer to) {
    byte[] target = to.room(end - start); // an escape is never shorter than what it stands for
    int length = to.length();
    int at = start;
    while (at < end) {
      byte c = from[at++];
      if (c != '\\') {
        target[length++] = c;
        continue;
      }
      c = from[at++];
      if (c != 'u') {
        target[length++] = simpleEscape(c);
        continue;
      }
      int unit = hexadecimal(from, at);
      at += 4;
      if (isHighSurrogate(unit) && isLowSurrogateEscape(from, at, end)) {
        length = encode(codePoint(unit, hexadecimal(from, at + 2)), target, length);
        at += 6;
      } else {
        length = encode(isSurrogate(unit) ? REPLACEMENT : unit, target, length);
      }
    }
    to.advance(length);
  }

  /** Appends a text as it stands between the quotes of a JSON string. */
  public static void escape(byte[] text, int start, int end, Utf8Buffer to) {
    int copied = start;
    for (int at = start; at < end; at++) {
      byte c = text[at];
      if (c > '"' && c != '\\') {
        continue; // nearly all
      }
      if (c == '"' || c == '\\' || (c >= 0 && c < ' ')) {
        to.append(text, copied, at);
        appendEscape(c, to);
        copied = at + 1;
      }
    }
    to.append(text, copied, end);
  }

  public static void escape(Utf8 text, Utf8Buffer to) {
    escape(text.bytes(), text.start(), text.end(), to);
  }

  private static void appendEscape(byte c, Utf8Buffer to) {
    to.append('\\');
    switch (c) {
      case '"', '\\' -> to.append(c);
      case '\n' -> to.append('n');
      case '\r' -> to.append('r');
      case '\t' -> to.append('t');
      case '\b' -> to.append('b');
      case '\f' -> to.append('f');
      default -> {
        to.appendAscii("u00");
        to.append(HEXADECIMAL[c >> 4]);
        to.append(HEXADECIMAL[c & 15]);
      }
    }
  }

  /** The character that a letter after a backslash stands for; 0 if JSON has no such escape. */
  public static byte simpleEscape(byte letter) {
    return switch (letter) {
      case '"', '\\', '/' -> letter;
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      default -> 0;
    };
  }

  /** Four hexadecimal digits; negative if they are none. */
  public static int hexadecimal(byte[] digits, int at) {
    int value = 0;
    for (int i = at; i < at + 4; i++) {
      value = (value << 4) | Character.digit(digits[i], 16);
    }
    return value;
  }

  /** Whether the escape of the second half of a surrogate pair stands there. */
  public static boolean isLowSurrogateEscape(byte[] text, int at, int end) {
    if (at + 6 > end || text[at] != '\\' || text[at + 1] != 'u') {
      return false;
    }
    int unit = hexadecimal(text, at + 2);
    return unit >= Character.MIN_LOW_SURROGATE && unit <= Character.MAX_LOW_SURROGATE;
  }

  public static boolean isHighSurrogate(int unit) {
    return unit >= Character.MIN_HIGH_SURROGATE && unit <= Character.MAX_HIGH_SURROGATE;
  }

  public static boolean isSurrogate(int unit) {
    return unit >= Character.MIN_SURROGATE && unit <= Character.MAX_SURROGATE;
  }

  public static int codePoint(int highSurrogate, int lowSurrogate) {
    return Character.toCodePoint((char) highSurrogate, (char) lowSurrogate);
  }

  /**
   * Writes a code point as UTF-8.
   *
   * @return the position after it
   */
  public static int encode(int codePoint, byte[] target, int start) {
    int at = start;
    if (codePoint < 0x80) {
      target[at++] = (byte) codePoint;
    } else if (codePoint < 0x800) {
      target[at++] = (byte) (0xc0 | (codePoint >> 6));
      target[at++] = (byte) (0x80 | (codePoint & 0x3f));
    } else if (codePoint < 0x10000) {
      target[at++] = (byte) (0xe0 | (codePoint >> 12));
      target[at++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
      target[at++] = (byte) (0x80 | (codePoint & 0x3f));
    } else {
      target[at++] = (byte) (0xf0 | (codePoint >> 18));
      target[at++] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
      target[at++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
      target[at++] = (byte) (0x80 | (codePoint & 0x3f));
    }
    return at;
  }
}
