package dev.logferry.forwarder.document.error.text;

import java.nio.charset.StandardCharsets;

/** Searches in UTF-8 bytes for ASCII text. No search looks at a byte outside its bounds. */
public final class Bytes {

  private Bytes() {}

  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  public static boolean startsWith(byte[] bytes, int start, int end, byte[] prefix) {
    if (end - start < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (bytes[start + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  public static boolean endsWith(byte[] bytes, int start, int end, byte[] suffix) {
    return startsWith(bytes, Math.max(start, end - suffix.length), end, suffix);
  }

  /** The first index of a byte, or {@code end}. */
  public static int indexOf(byte[] bytes, char wanted, int start, int end) {
    int at = start;
    while (at < end && bytes[at] != wanted) {
      at++;
    }
    return at;
  }

  /** The last index of a byte, or -1. */
  public static int lastIndexOf(byte[] bytes, char wanted, int start, int end) {
    for (int at = end - 1; at >= start; at--) {
      if (bytes[at] == wanted) {
        return at;
      }
    }
    return -1;
  }

  /** The first index of a text, or {@code end}. */
  public static int indexOf(byte[] bytes, byte[] wanted, int start, int end) {
    for (int at = start; at <= end - wanted.length; at++) {
      if (bytes[at] == wanted[0] && startsWith(bytes, at, end, wanted)) {
        return at;
      }
    }
    return end;
  }

  /** The next line break, or {@code end}. A lone carriage return breaks lines, too. */
  public static int lineEnd(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end) {
      byte b = bytes[at];
      if (b < ' ' && isLineBreak(b)) {
        break;
      }
      at++;
    }
    return at;
  }

  public static int skipBlanks(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
    return at;
  }

  public static int skipDigits(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end && isDigit(bytes[at])) {
      at++;
    }
    return at;
  }

  /** The end of a text without its trailing blanks and line breaks. */
  public static int trimmedEnd(byte[] bytes, int start, int end) {
    int trimmed = end;
    while (trimmed > start && isSpace(bytes[trimmed - 1])) {
      trimmed--;
    }
    return trimmed;
  }

  /** Whether a byte is a blank, a line break or another control character. */
  public static boolean isSpace(byte b) {
    return b <= ' ' && b >= 0;
  }

  public static boolean isLineBreak(byte b) {
    return b == '\n' || b == '\r';
  }

  public static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  public static boolean isUpperCase(byte b) {
    return b >= 'A' && b <= 'Z';
  }

  public static boolean isLowerCase(byte b) {
    return b >= 'a' && b <= 'z';
  }

  /** Whether a byte can stand in an identifier; every letter outside ASCII can. */
  public static boolean isIdentifier(byte b) {
    return isLowerCase(b) || isUpperCase(b) || isDigit(b) || b == '_' || b == '$' || b < 0;
  }
}
