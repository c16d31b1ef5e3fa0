package dev.logferry.api.logging;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes texts fit to stand in a line, and remembers which had to be cut.
 *
 * <p>A fit text holds no control character but line feed and tab, no separator that some viewers
 * take for a line's end, nothing that turns the direction of writing, and no half of a surrogate
 * pair: neither the line nor what a terminal shows of it can be forged by what somebody sends.
 */
final class CutText {

  /** Ends a text that was cut. */
  static final String MARK = "… [cut]";

  private static final int MARK_BYTES = 9;
  private static final int REPLACEMENT = 0xFFFD;

  private final List<String> cutNames = new ArrayList<>();

  /** The names of the texts that were cut, in the order in which that happened. */
  List<String> cutNames() {
    return cutNames;
  }

  void noteCut(String name) {
    if (!cutNames.contains(name)) {
      cutNames.add(name);
    }
  }

  /**
   * A fit text that takes at most so many bytes as JSON in UTF-8, without the quotes.
   *
   * @param name noted if the text has to be cut
   */
  String fit(String name, String text, int maxBytes) {
    String fit = fit(text, maxBytes);
    if (fit.length() >= MARK.length() && fit.endsWith(MARK) && !text.endsWith(MARK)) {
      noteCut(name);
    }
    return fit;
  }

  /** The same, without a note. Looks at no more of the text than it returns. */
  static String fit(String text, int maxBytes) {
    return isPlain(text, maxBytes) ? text : rewritten(text, maxBytes);
  }

  /** Whether a text is fit and short enough as it is, so that not even quotes need escapes. */
  static boolean isPlain(String text, int maxBytes) {
    return plainEnd(text, maxBytes) == text.length();
  }

  /** How much of the text's start is good as it is; all of it, nearly always. */
  private static int plainEnd(String text, int maxBytes) {
    int end = Math.min(text.length(), maxBytes);
    for (int index = 0; index < end; index++) {
      char character = text.charAt(index);
      if (character < ' ' || character > '~' || character == '"' || character == '\\') {
        return index;
      }
    }
    return end;
  }

  private static String rewritten(String text, int maxBytes) {
    StringBuilder fit = new StringBuilder(Math.min(text.length(), maxBytes) + MARK.length());
    int bytes = 0;
    int lengthBeforeMark = 0;
    for (int index = 0; index < text.length(); ) {
      int codePoint = text.codePointAt(index);
      index += Character.charCount(codePoint);
      int written = replaced(codePoint, index < text.length() ? text.charAt(index) : ' ');
      bytes += jsonBytes(written);
      if (bytes > maxBytes) {
        return fit.delete(lengthBeforeMark, fit.length()).append(MARK).toString();
      }
      fit.appendCodePoint(written);
      lengthBeforeMark = bytes <= maxBytes - MARK_BYTES ? fit.length() : lengthBeforeMark;
    }
    return fit.toString();
  }

  private static int replaced(int codePoint, char next) {
    if (codePoint == '\n' || codePoint == '\t') {
      return codePoint;
    }
    if (codePoint == '\r' && next == '\n') {
      return ' ';
    }
    if (codePoint < ' ') {
      return 0x2400 + codePoint; // Unicode's pictures of control characters
    }
    return switch (codePoint) {
      case 0x7F -> 0x2421;
      case 0x85, 0x2028, 0x2029 -> '\n';
      default -> isTreacherous(codePoint) ? REPLACEMENT : codePoint;
    };
  }

  private static boolean isTreacherous(int codePoint) {
    return (codePoint >= 0x80 && codePoint <= 0x9F) // among them escapes of terminals
        || (codePoint >= 0x202A && codePoint <= 0x202E) // turns of direction
        || (codePoint >= 0x2066 && codePoint <= 0x2069)
        || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
  }

  private static int jsonBytes(int codePoint) {
    return switch (codePoint) {
      case '"', '\\', '\n', '\t' -> 2;
      default -> utf8Bytes(codePoint);
    };
  }

  private static int utf8Bytes(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }

  /** What a part of a text takes in UTF-8, as it is; it must have no halves of surrogate pairs. */
  static int utf8Bytes(CharSequence text, int start, int end) {
    int bytes = 0;
    for (int index = start; index < end; index++) {
      char character = text.charAt(index);
      // The halves of a pair: two bytes each.
      bytes += Character.isSurrogate(character) ? 2 : utf8Bytes(character);
    }
    return bytes;
  }

  /** What a fit text takes as JSON in UTF-8, without the quotes. */
  static int jsonBytes(String fit) {
    return fit.codePoints().map(CutText::jsonBytes).sum();
  }
}
