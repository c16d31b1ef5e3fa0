package dev.logferry.forwarder.tls;

/**
 * Recognises keys that stand where they should not, such as in a setting for a name. Such a value
 * is never quoted.
 */
public final class KeyMaterial {

  /** No name of a bucket, a secret or a file has as many of these characters in a row by nature. */
  private static final int LONG_RUN = 40;

  /** How base64 of a PKCS#8, PKCS#1 or SEC1 key begins: a DER sequence of a usual length. */
  private static final String[] DER_BEGINNINGS = {"MII", "MIG", "MHc", "MC4CAQ"};

  private KeyMaterial() {}

  /**
   * Whether a text may be a key, or hold one: PEM, its base64 without the BEGIN line, or an API key
   * of Elasticsearch.
   */
  public static boolean mayBeIn(String text) {
    if (text.contains("-----BEGIN") || text.contains("PRIVATE KEY")) {
      return true;
    }
    String stripped = text.strip();
    for (String beginning : DER_BEGINNINGS) {
      if (stripped.length() > LONG_RUN && stripped.startsWith(beginning)) {
        return true;
      }
    }
    return hasLongRun(text);
  }

  /** A long run of letters and digits in which both cases and digits are mixed. */
  private static boolean hasLongRun(String text) {
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || !isBase64(text.charAt(i))) {
        if (i - start >= LONG_RUN && isMixed(text, start, i)) {
          return true;
        }
        start = i + 1;
      }
    }
    return false;
  }

  private static boolean isBase64(char c) {
    return isUpper(c) || isLower(c) || isDigit(c) || c == '+' || c == '=';
  }

  private static boolean isMixed(String text, int start, int end) {
    boolean upper = false;
    boolean lower = false;
    boolean digit = false;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      upper |= isUpper(c);
      lower |= isLower(c);
      digit |= isDigit(c);
    }
    return upper && lower && digit;
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
