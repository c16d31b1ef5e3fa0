package dev.logferry.forwarder.decode;

import dev.logferry.forwarder.json.JsonStrings;

/** Texts without halves of surrogate pairs, which UTF-8 cannot hold. */
public final class WellFormed {

  private WellFormed() {}

  public static boolean is(String text) {
    return text.equals(text(text));
  }

  /** The text with U+FFFD for each half of a pair. */
  public static String text(String text) {
    StringBuilder wellFormed = new StringBuilder(text);
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (Character.isHighSurrogate(c)
          && at + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(at + 1))) {
        at++;
      } else if (Character.isSurrogate(c)) {
        wellFormed.setCharAt(at, (char) JsonStrings.REPLACEMENT);
      }
    }
    return wellFormed.toString();
  }
}
