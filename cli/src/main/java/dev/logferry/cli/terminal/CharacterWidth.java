package dev.logferry.cli.terminal;

/**
 * How many columns a terminal gives to one user-perceived character. The wide ranges are those of
 * East Asian Width W and F (<a href="https://www.unicode.org/reports/tr11/">UAX #11</a>); emoji
 * take two columns when they are shown as pictures.
 */
final class CharacterWidth {
  private static final int EMOJI_PRESENTATION_SELECTOR = 0xfe0f;

  /** First and last code point of each range, ascending. */
  private static final int[][] WIDE = {
    {0x1100, 0x115f}, // Hangul leading consonants
    {0x2e80, 0x303e}, // CJK radicals, punctuation
    {0x3041, 0xa4cf}, // kana, Bopomofo, Hangul letters, CJK ideographs, Yi
    {0xa960, 0xa97f},
    {0xac00, 0xd7a3}, // Hangul syllables
    {0xf900, 0xfaff},
    {0xfe10, 0xfe19},
    {0xfe30, 0xfe6f},
    {0xff00, 0xff60}, // full-width forms
    {0xffe0, 0xffe6},
    {0x16fe0, 0x18cff},
    {0x1b000, 0x1b2ff},
    {0x20000, 0x3fffd},
  };

  private CharacterWidth() {}

  /** Columns of one extended grapheme cluster: 0, 1 or 2. */
  static int columnsOf(String cluster) {
    int first = cluster.codePointAt(0);
    if (first < 0x300) {
      // A digit or a sign becomes a picture with the selector, as in a keycap.
      return shownAsPicture(cluster) ? 2 : 1;
    }
    if (isInvisibleAlone(first)) {
      return 0;
    }
    boolean wide = isWide(first) || Character.isEmojiPresentation(first) || shownAsPicture(cluster);
    return wide ? 2 : 1;
  }

  private static boolean shownAsPicture(String cluster) {
    return cluster.length() > 1 && cluster.indexOf(EMOJI_PRESENTATION_SELECTOR) >= 0;
  }

  private static boolean isInvisibleAlone(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> true;
      default -> false;
    };
  }

  private static boolean isWide(int codePoint) {
    for (int[] range : WIDE) {
      if (codePoint <= range[1]) {
        return codePoint >= range[0];
      }
    }
    return false;
  }
}
