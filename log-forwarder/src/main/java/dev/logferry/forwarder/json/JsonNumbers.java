package dev.logferry.forwarder.json;

/** The grammar of JSON numbers. */
public final class JsonNumbers {

  /** Jackson's limit as well. No number that a program means is longer. */
  public static final int MAX_BYTES = 1_000;

  private JsonNumbers() {}

  /** The position after the number that begins there; -1 if none does. */
  public static int end(byte[] text, int start, int limit) {
    int at = start < limit && text[start] == '-' ? start + 1 : start;
    at = at < limit && text[at] == '0' ? at + 1 : digits(text, at, limit);
    if (at >= 0 && at < limit && text[at] == '.') {
      at = digits(text, at + 1, limit);
    }
    if (at >= 0 && at < limit && (text[at] == 'e' || text[at] == 'E')) {
      at++;
      boolean signed = at < limit && (text[at] == '+' || text[at] == '-');
      at = digits(text, signed ? at + 1 : at, limit);
    }
    return at;
  }

  /** Whether a number has neither fraction nor exponent. */
  public static boolean isWhole(byte[] number, int start, int end) {
    for (int at = start; at < end; at++) {
      if (number[at] > '9' || number[at] == '.') {
        return false;
      }
    }
    return true;
  }

  /** The position after one or more digits; -1 if there are none. */
  private static int digits(byte[] text, int start, int limit) {
    int at = start;
    while (at < limit && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    return at == start ? -1 : at;
  }
}
