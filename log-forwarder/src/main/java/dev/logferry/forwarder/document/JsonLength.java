package dev.logferry.forwarder.document;

/** How many bytes a text takes as the inside of a JSON string in UTF-8. */
final class JsonLength {

  private JsonLength() {}

  /** The largest number of leading characters that fit; never splits a surrogate pair. */
  static int charactersWithin(String text, int budgetBytes) {
    int bytes = 0;
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      bytes += bytes(codePoint);
      if (bytes > budgetBytes) {
        return at;
      }
      at += Character.charCount(codePoint);
    }
    return at;
  }

  private static int bytes(int codePoint) {
    if (codePoint == '"' || codePoint == '\\') {
      return 2;
    }
    if (codePoint < 0x20) {
      return 6; // a \\uXXXX escape; the two-character escapes need less
    }
    if (codePoint < 0x80) {
      return 1;
    }
    return codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }
}
