package dev.logferry.forwarder.document.line;

import dev.logferry.forwarder.json.Utf8;
import org.jspecify.annotations.Nullable;

/** Finds the format of a text. Templates are read when the first text comes. */
final class TextFormats {

  /** How far from its beginning a line's level is looked for. */
  private static final int LEVEL_WITHIN_BYTES = 160;

  private static final TextFormat[] FORMATS = TextFormat.values();
  private static final TextTemplate[][] TEMPLATES = templates();

  private TextFormats() {}

  /**
   * The format of a text; null if it has none.
   *
   * @param match holds what was found
   */
  static @Nullable TextFormat of(Utf8 line, TextMatch match) {
    match.open(line);
    for (int i = 0; i < FORMATS.length; i++) {
      for (TextTemplate template : TEMPLATES[i]) {
        if (match.fits(template)) {
          complete(FORMATS[i], match);
          return FORMATS[i];
        }
      }
    }
    return null;
  }

  private static void complete(TextFormat format, TextMatch match) {
    if (format == TextFormat.TIME_ALONE) {
      match.findLevel(LEVEL_WITHIN_BYTES);
    } else if (match.level() == null) {
      match.setLevel(format.level());
    }
  }

  private static TextTemplate[][] templates() {
    TextTemplate[][] all = new TextTemplate[FORMATS.length][];
    for (int i = 0; i < FORMATS.length; i++) {
      String[] templates = FORMATS[i].templates();
      all[i] = new TextTemplate[templates.length];
      for (int j = 0; j < templates.length; j++) {
        all[i][j] = TextTemplate.of(templates[j]);
      }
    }
    return all;
  }
}
