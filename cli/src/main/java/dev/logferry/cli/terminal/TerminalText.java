package dev.logferry.cli.terminal;

import java.text.BreakIterator;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Foreign text made fit for a terminal: what could drive the terminal becomes visible, and a text
 * is cut or filled to a number of columns.
 */
public final class TerminalText {
  private static final int SPACE = 0x20;
  private static final int DELETE = 0x7f;
  private static final int CONTROL_PICTURES = 0x2400;
  private static final int PICTURE_OF_DELETE = 0x2421;
  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;
  private static final String ELLIPSIS = "…";

  private TerminalText() {}

  /**
   * One line, with each control character shown as its picture (ESC as U+241B, line feed as U+240A)
   * and every other character that moves, hides or reorders text as its escape.
   */
  public static String visible(String text) {
    var visible = new StringBuilder(text.length());
    text.codePoints().forEach(codePoint -> appendVisible(visible, codePoint));
    return visible.toString();
  }

  /**
   * As {@link #visible}, with its line breaks and tabs kept: for text that is meant to have several
   * lines, as a stack trace.
   */
  public static String visibleLines(String text) {
    return text.lines().map(TerminalText::visibleWithTabs).collect(Collectors.joining("\n"));
  }

  private static String visibleWithTabs(String line) {
    return Stream.of(line.split("\t", -1))
        .map(TerminalText::visible)
        .collect(Collectors.joining("\t"));
  }

  /**
   * The same JSON with everything that could drive a terminal written as an escape. A JSON writer
   * escapes what the standard asks for, which leaves DEL, the C1 controls and the bidi marks.
   */
  public static String escapedJson(String json) {
    if (json.codePoints().noneMatch(codePoint -> codePoint >= DELETE && drives(codePoint))) {
      return json;
    }
    var escaped = new StringBuilder(json.length() + 16);
    json.codePoints()
        .forEach(
            codePoint -> {
              if (codePoint >= DELETE && drives(codePoint)) {
                appendEscape(escaped, codePoint);
              } else {
                escaped.appendCodePoint(codePoint);
              }
            });
    return escaped.toString();
  }

  /**
   * The text in exactly this many columns: filled with spaces, or cut and ended with an ellipsis.
   */
  public static String fitted(String text, int columns) {
    String cut = cut(text, columns);
    return cut + " ".repeat(columns - columnsOf(cut));
  }

  /** The text in at most this many columns; what was cut is marked by an ellipsis. */
  public static String cut(String text, int columns) {
    var characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    int used = 0;
    int endBeforeEllipsis = 0;
    int start = 0;
    for (int end = characters.next(); end != BreakIterator.DONE; end = characters.next()) {
      used += CharacterWidth.columnsOf(text.substring(start, end));
      if (used > columns) {
        return columns == 0 ? "" : text.substring(0, endBeforeEllipsis) + ELLIPSIS;
      }
      if (used < columns) {
        endBeforeEllipsis = end;
      }
      start = end;
    }
    return text;
  }

  /**
   * Breaks text at blanks, so that no line is longer than it has to be.
   *
   * @param columns at least 20 are used
   * @param indent what every line but the first begins with
   */
  public static String wrapped(String text, int columns, String indent) {
    var lines = new StringBuilder();
    int used = 0;
    for (String word : text.split("(?<= )|(?<=\n)", -1)) {
      int width = columnsOf(word.strip());
      if (used > 0 && used + width > Math.max(columns, 20)) {
        lines.append('\n').append(indent);
        used = 0;
      }
      lines.append(word);
      used += columnsOf(word.replace("\n", ""));
      if (word.endsWith("\n")) {
        lines.append(indent);
        used = 0;
      }
    }
    return lines.toString().replaceAll(" +\n", "\n");
  }

  /** How many columns the text takes; it must not contain control characters. */
  public static int columnsOf(String text) {
    var characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    int columns = 0;
    int start = 0;
    for (int end = characters.next(); end != BreakIterator.DONE; end = characters.next()) {
      columns += CharacterWidth.columnsOf(text.substring(start, end));
      start = end;
    }
    return columns;
  }

  private static void appendVisible(StringBuilder visible, int codePoint) {
    if (codePoint < SPACE) {
      visible.append((char) (CONTROL_PICTURES + codePoint));
    } else if (codePoint == DELETE) {
      visible.append((char) PICTURE_OF_DELETE);
    } else if (drives(codePoint)) {
      appendEscape(visible, codePoint);
    } else {
      visible.appendCodePoint(codePoint);
    }
  }

  private static boolean drives(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      // The joiners hold emoji and Indic letters together; other format characters hide or reorder.
      case Character.FORMAT -> codePoint != ZERO_WIDTH_JOINER && codePoint != ZERO_WIDTH_NON_JOINER;
      default -> false;
    };
  }

  private static void appendEscape(StringBuilder text, int codePoint) {
    for (char unit : Character.toChars(codePoint)) {
      text.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
    }
  }
}
