package dev.logferry.forwarder.document.error.stacktrace;

import dev.logferry.forwarder.document.error.text.Bytes;

/** Finds an exception's type in a line, and the message after it. */
final class ExceptionType {

  private static final byte[] ERROR = Bytes.ascii("Error");
  private static final byte[] EXCEPTION = Bytes.ascii("Exception");
  private static final byte[] THROWABLE = Bytes.ascii("Throwable");
  private static final int MAX_CODE_LENGTH = 64;
  private static final String BEFORE_TYPE = " \t([{,;=:\"'|>";

  private ExceptionType() {}

  /**
   * Where the type begins that ends at {@code end}, or -1. A name must end in Error, Exception or
   * Throwable to be recognised in any place.
   */
  static int startOfTypeBefore(byte[] bytes, int lineStart, int end) {
    if (end == lineStart || suffixLength(bytes, lineStart, end) == 0) {
      return -1;
    }
    int start = end;
    while (start > lineStart && isPart(bytes[start - 1])) {
      start--;
    }
    boolean begins = start == lineStart || BEFORE_TYPE.indexOf(bytes[start - 1]) >= 0;
    return begins && isCapitalized(bytes, start, end) ? start : -1;
  }

  private static int suffixLength(byte[] bytes, int start, int end) {
    return switch (bytes[end - 1]) {
      case 'r' -> Bytes.endsWith(bytes, start, end, ERROR) ? ERROR.length : 0;
      case 'n' -> Bytes.endsWith(bytes, start, end, EXCEPTION) ? EXCEPTION.length : 0;
      case 'e' -> Bytes.endsWith(bytes, start, end, THROWABLE) ? THROWABLE.length : 0;
      default -> 0;
    };
  }

  /** Whether a type is only the word Error, Exception or Throwable, as in "Error: no such file". */
  static boolean isBareWord(byte[] bytes, int start, int end) {
    return end > start && suffixLength(bytes, start, end) == end - start;
  }

  static boolean isQualified(byte[] bytes, int start, int end) {
    return Bytes.indexOf(bytes, '.', start, end) < end;
  }

  static boolean isCapitalized(byte[] bytes, int start, int end) {
    int last = lastPart(bytes, start, end);
    return last < end && Bytes.isUpperCase(bytes[last]);
  }

  /** Where the last part of a qualified name begins. */
  static int lastPart(byte[] bytes, int start, int end) {
    return Math.max(start, Bytes.lastIndexOf(bytes, '.', start, end) + 1);
  }

  /**
   * Reads a type of any name, and its message up to the line's end, where a line or what follows
   * "Caused by:" begins with one.
   *
   * @return whether it does
   */
  static boolean read(byte[] bytes, int start, int lineEnd, Head head) {
    int typeEnd = start;
    while (typeEnd < lineEnd && isPart(bytes[typeEnd])) {
      typeEnd++;
    }
    int after = afterCode(bytes, typeEnd, lineEnd);
    boolean ends = after == lineEnd || isColon(bytes, after, lineEnd);
    if (typeEnd == start || Bytes.isDigit(bytes[start]) || !ends) {
      return false;
    }
    head.set(start, typeEnd, messageStart(bytes, after, lineEnd), lineEnd);
    return true;
  }

  /** Where the message begins, after the type's colon and a blank. */
  static int messageStart(byte[] bytes, int colon, int lineEnd) {
    return Bytes.skipBlanks(bytes, Math.min(colon + 1, lineEnd), lineEnd);
  }

  /** Whether there is a colon that ends a word, and is not in the midst of an address. */
  static boolean isColon(byte[] bytes, int at, int end) {
    return bytes[at] == ':' && (at + 1 == end || Bytes.isSpace(bytes[at + 1]));
  }

  /** Node and .NET add a code: {@code TypeError [ERR_X]: …}, {@code Type (0x80004005): …}. */
  private static int afterCode(byte[] bytes, int typeEnd, int lineEnd) {
    if (typeEnd + 1 < lineEnd && bytes[typeEnd] == ' ') {
      byte open = bytes[typeEnd + 1];
      if (open == '[' || open == '(') {
        char close = open == '[' ? ']' : ')';
        return Math.min(Bytes.indexOf(bytes, close, typeEnd, lineEnd) + 1, lineEnd);
      }
    }
    return typeEnd;
  }

  /** The end of what is before a colon, without such a code. */
  static int withoutCode(byte[] bytes, int start, int colon) {
    byte close = bytes[colon - 1];
    if (close == ']' || close == ')') {
      int from = Math.max(start, colon - MAX_CODE_LENGTH);
      int open = Bytes.lastIndexOf(bytes, close == ']' ? '[' : '(', from, colon);
      return open > start && bytes[open - 1] == ' ' ? open - 1 : colon;
    }
    return colon;
  }

  /** .NET writes a nested class after a plus sign, and the number of type parameters after `. */
  private static boolean isPart(byte b) {
    return Bytes.isIdentifier(b) || b == '.' || b == '+' || b == '`';
  }
}
