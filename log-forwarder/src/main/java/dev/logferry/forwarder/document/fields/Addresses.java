package dev.logferry.forwarder.document.fields;

/** Recognises IP addresses as well as a field of type {@code ip} needs it. */
final class Addresses {

  private static final int LONGEST = 45;

  private Addresses() {}

  static boolean isAddress(byte[] text, int start, int end) {
    if (start == end || end - start > LONGEST) {
      return false;
    }
    for (int at = start; at < end; at++) {
      if (text[at] == ':') {
        return isVersion6(text, start, end);
      }
    }
    return isVersion4(text, start, end);
  }

  /** Four numbers up to 255. */
  private static boolean isVersion4(byte[] text, int start, int end) {
    int numbers = 0;
    int at = start;
    while (at < end) {
      int value = 0;
      int from = at;
      while (at < end && text[at] >= '0' && text[at] <= '9' && at - from < 3) {
        value = value * 10 + text[at++] - '0';
      }
      numbers++;
      boolean last = at == end;
      if (at == from || value > 255 || (!last && (text[at] != '.' || numbers == 4))) {
        return false;
      }
      at++;
      if (last) {
        return numbers == 4;
      }
    }
    return false;
  }

  /** Groups of hexadecimal digits; one gap, or eight of them. A zone or a port is none. */
  private static boolean isVersion6(byte[] text, int start, int end) {
    int groups = 0;
    int gaps = 0;
    int at = start;
    while (at < end) {
      int from = at;
      while (at < end && Character.digit(text[at], 16) >= 0) {
        at++;
      }
      if (at < end && text[at] == '.') {
        boolean embedded = isVersion4(text, from, end);
        return embedded && (gaps == 1 ? groups <= 6 : groups == 6);
      }
      if (at - from > 4) {
        return false;
      }
      groups += at > from ? 1 : 0;
      if (at < end) {
        boolean gap = text[at] == ':' && at + 1 < end && text[at + 1] == ':';
        if (text[at] != ':' || (at == from && !gap) || (!gap && at + 1 == end)) {
          return false;
        }
        gaps += gap ? 1 : 0;
        at += gap ? 2 : 1;
      }
    }
    return gaps == 1 ? groups <= 7 : gaps == 0 && groups == 8;
  }
}
