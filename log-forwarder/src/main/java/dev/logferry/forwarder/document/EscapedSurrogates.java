package dev.logferry.forwarder.document;

/**
 * Replaces escaped halves of surrogate pairs in JSON text by an escaped U+FFFD. Jackson reads such
 * a half in a value, but refuses the whole text for one in a member's name.
 */
final class EscapedSurrogates {

  private static final int ESCAPE_LENGTH = 6;
  private static final String REPLACEMENT = "\\ufffd";

  private EscapedSurrogates() {}

  static String mend(String json) {
    StringBuilder mended = new StringBuilder(json);
    for (int at = mended.indexOf("\\"); at >= 0; at = mended.indexOf("\\", at)) {
      if (isHalf(mended, at, "89ab") && isHalf(mended, at + ESCAPE_LENGTH, "cdef")) {
        at += 2 * ESCAPE_LENGTH;
      } else if (isHalf(mended, at, "89abcdef")) {
        mended.replace(at, at + ESCAPE_LENGTH, REPLACEMENT);
        at += ESCAPE_LENGTH;
      } else {
        at += 2; // an escape of two characters, or the beginning of another \\uXXXX
      }
    }
    return mended.toString();
  }

  /** Whether an escape stands there whose code begins with d and then one of these digits. */
  private static boolean isHalf(CharSequence text, int at, String secondDigits) {
    return at + ESCAPE_LENGTH <= text.length()
        && text.charAt(at) == '\\'
        && text.charAt(at + 1) == 'u'
        && Character.toLowerCase(text.charAt(at + 2)) == 'd'
        && secondDigits.indexOf(Character.toLowerCase(text.charAt(at + 3))) >= 0
        && Character.digit(text.charAt(at + 4), 16) >= 0
        && Character.digit(text.charAt(at + 5), 16) >= 0;
  }
}
