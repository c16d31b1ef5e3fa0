package dev.logferry.forwarder.document.redact;

/**
 * Undoes the escapes that JSON allows but does not need, so that a rule finds {@code \\u0061} as it
 * finds {@code a} in a text that could not be read as JSON. Quotes, backslashes and control
 * characters stay escaped: they hold the text together.
 */
final class JsonEscapes {

  private static final int UNICODE_ESCAPE_LENGTH = 6;

  private JsonEscapes() {}

  static String decoded(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder decoded = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\\') {
        String escape = text.substring(at, at + escapeLength(text, at));
        decoded.append(decodedEscape(escape));
        at += escape.length();
      } else {
        decoded.append(c);
        at++;
      }
    }
    return decoded.toString();
  }

  private static int escapeLength(String text, int at) {
    int end = at + UNICODE_ESCAPE_LENGTH;
    boolean unicode =
        text.startsWith("u", at + 1)
            && end <= text.length()
            && text.substring(at + 2, end).chars().allMatch(c -> Character.digit(c, 16) >= 0);
    return unicode ? UNICODE_ESCAPE_LENGTH : Math.min(2, text.length() - at);
  }

  private static String decodedEscape(String escape) {
    if (escape.length() < UNICODE_ESCAPE_LENGTH) {
      return escape.equals("\\/") ? "/" : escape;
    }
    char c = (char) Integer.parseInt(escape.substring(2), 16);
    if (c == '"' || c == '\\') {
      return "\\" + c;
    }
    return Character.isISOControl(c) || Character.isSurrogate(c) ? escape : String.valueOf(c);
  }
}
