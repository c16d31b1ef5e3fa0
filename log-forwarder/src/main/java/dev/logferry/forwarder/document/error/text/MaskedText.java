package dev.logferry.forwarder.document.error.text;

import dev.logferry.forwarder.json.Utf8;

/**
 * The first line of a message without what changes from one occurrence to the next: every word with
 * a digit in it (numbers, times, ids, addresses) and every e-mail address becomes {@code #}, and
 * so, if wanted, does what is quoted.
 */
public final class MaskedText {

  private static final int UUID_LENGTH = 36;
  private static final String QUOTES = "\"'`";
  private static final String BETWEEN_NUMBERS = ".,:;/-+_= ";

  private MaskedText() {}

  /**
   * Appends a masked message.
   *
   * @param maskQuoted whether to mask what is in quotes, also if it has no digit
   * @param maxLength where to stop, counted in bytes appended
   */
  public static void write(Utf8 text, boolean maskQuoted, int maxLength, NameBuffer out) {
    byte[] bytes = text.bytes();
    int end = text.end();
    int first = out.length();
    int at = Bytes.skipBlanks(bytes, text.start(), end);
    while (at < end && !Bytes.isLineBreak(bytes[at]) && out.length() - first < maxLength) {
      byte b = bytes[at];
      if (Bytes.isIdentifier(b)) {
        at = writeWord(bytes, at, end, first, out);
      } else if (maskQuoted && QUOTES.indexOf(b) >= 0 && opensQuote(bytes, text.start(), at)) {
        at = writeQuoted(bytes, at, end, out);
      } else if (b == '@' && at + 1 < end && Bytes.isIdentifier(bytes[at + 1])) {
        at = writeAddress(bytes, at, end, first, out);
      } else {
        out.append(bytes, at, at + 1);
        at++;
      }
    }
    out.cut(Math.min(out.length(), first + maxLength));
  }

  private static int writeWord(byte[] bytes, int start, int end, int first, NameBuffer out) {
    if (isUuid(bytes, start, end)) {
      mask(first, out);
      return start + UUID_LENGTH;
    }
    boolean digit = false;
    int at = start;
    while (at < end && Bytes.isIdentifier(bytes[at])) {
      digit |= Bytes.isDigit(bytes[at]);
      at++;
    }
    if (digit) {
      mask(first, out);
    } else {
      out.append(bytes, start, at);
    }
    return at;
  }

  /** A group of a UUID can be without a digit, so they are recognised by their form. */
  private static boolean isUuid(byte[] bytes, int start, int end) {
    if (end - start < UUID_LENGTH || bytes[start + 8] != '-') {
      return false;
    }
    for (int i = 0; i < UUID_LENGTH; i++) {
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? bytes[start + i] != '-' : !isHex(bytes[start + i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHex(byte b) {
    return Bytes.isDigit(b) || (b >= 'a' && b <= 'f') || (b >= 'A' && b <= 'F');
  }

  /** Appends one mask for neighbouring numbers: a time, an address, a list. */
  private static void mask(int first, NameBuffer out) {
    int last = out.length() - 1;
    int shortest = Math.max(first, last - 2);
    for (int at = last; at >= shortest; at--) {
      if (out.at(at) == '#') {
        out.cut(at + 1);
        return;
      }
      if (BETWEEN_NUMBERS.indexOf(out.at(at)) < 0) {
        break;
      }
    }
    out.append('#');
  }

  /** An apostrophe, as in "can't", opens no quote. */
  private static boolean opensQuote(byte[] bytes, int start, int at) {
    return at == start || !Bytes.isIdentifier(bytes[at - 1]);
  }

  private static int writeQuoted(byte[] bytes, int open, int end, NameBuffer out) {
    out.append(bytes, open, open + 1);
    int at = open + 1;
    while (at < end && bytes[at] != bytes[open] && !Bytes.isLineBreak(bytes[at])) {
      at++;
    }
    if (at == end || Bytes.isLineBreak(bytes[at])) {
      return open + 1;
    }
    out.append('#');
    out.append(bytes, open, open + 1);
    return at + 1;
  }

  private static int writeAddress(byte[] bytes, int at, int end, int first, NameBuffer out) {
    int start = out.length();
    while (start > first && isAddress(out.at(start - 1))) {
      start--;
    }
    out.cut(start);
    mask(first, out);
    int next = at + 1;
    while (next < end && isAddress(bytes[next])) {
      next++;
    }
    return next;
  }

  private static boolean isAddress(byte b) {
    return Bytes.isIdentifier(b) || b == '.' || b == '-' || b == '+' || b == '#';
  }
}
