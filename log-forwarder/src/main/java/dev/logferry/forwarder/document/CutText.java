package dev.logferry.forwarder.document;

import dev.logferry.forwarder.json.Utf8;

/** A text that is cut so that it takes no more than some bytes within a JSON string. */
final class CutText {

  private static final int LONGEST_ESCAPE = 6;

  private CutText() {}

  /** The longest beginning that fits; never splits a character. */
  static Utf8 within(Utf8 text, int budgetBytes) {
    byte[] bytes = text.bytes();
    int written = 0;
    int end = text.start();
    for (int at = text.start(); at < text.end(); at++) {
      if ((bytes[at] & 0xc0) != 0x80) {
        end = at; // a character begins
      }
      written += bytesOf(bytes[at]);
      if (written > budgetBytes) {
        return new Utf8(bytes, text.start(), end);
      }
    }
    return text;
  }

  /** Escapes of two characters are counted as if they took six. */
  private static int bytesOf(byte c) {
    if (c == '"' || c == '\\') {
      return 2;
    }
    return c >= 0 && c < ' ' ? LONGEST_ESCAPE : 1;
  }
}
