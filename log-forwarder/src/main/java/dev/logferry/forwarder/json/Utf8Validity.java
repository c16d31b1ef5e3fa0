package dev.logferry.forwarder.json;

/**
 * Which bytes are UTF-8.
 *
 * @see <a href="https://www.unicode.org/versions/Unicode16.0.0/core-spec/chapter-3/#G27506">The
 *     Unicode Standard, table 3-7: well-formed UTF-8 byte sequences</a>
 */
final class Utf8Validity {

  private Utf8Validity() {}

  /** How many bytes the character of several bytes has that begins there; 0 if none does. */
  static int characterLength(byte[] bytes, int at, int end) {
    int first = bytes[at] & 0xff;
    int length = first < 0xc2 || first > 0xf4 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (length == 0 || at + length > end) {
      return 0;
    }
    for (int i = at + 1; i < at + length; i++) {
      if ((bytes[i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    int second = bytes[at + 1] & 0xff;
    boolean wellFormed =
        switch (first) {
          case 0xe0 -> second >= 0xa0; // else a shorter form would do
          case 0xed -> second < 0xa0; // else half of a surrogate pair
          case 0xf0 -> second >= 0x90;
          case 0xf4 -> second < 0x90; // else beyond the last code point
          default -> true;
        };
    return wellFormed ? length : 0;
  }
}
