package dev.logferry.forwarder.document.line;

import dev.logferry.forwarder.document.fields.FieldPath;
import java.util.ArrayList;
import java.util.List;

/**
 * How the lines of a program begin, such as <code>{time} {level} [{process.thread.name}] </code>.
 *
 * <ul>
 *   <li>A blank stands for one or more blanks or tabs, another character for itself.
 *   <li>A part in braces goes up to what follows it here, within one line. It has no blank in it
 *       unless a closing bracket, a quote or a bar follows, and is never empty.
 *   <li>{@code {time}} is a time with its date, {@code {named-time}} one that begins with the name
 *       of a month or day; {@code {clock}} is a time of day, {@code {month-day}} klog's time.
 *   <li>{@code {level}} is a level in any case, {@code {Level}} one that is hardly a word of
 *       another meaning, {@code {LEVEL}} such a one in capitals, {@code {letter}} the first letter
 *       of one, {@code {priority}} syslog's number.
 *   <li><code>{_}</code> is skipped; any other name is the field that is filled, with a number if
 *       {@code #} follows the name, with a UUID if {@code @} does.
 * </ul>
 */
final class TextTemplate {

  /** What a part of a template stands for. */
  enum Kind {
    CHARACTER,
    BLANKS,
    TIME,
    NAMED_TIME,
    CLOCK,
    MONTH_DAY,
    LEVEL,
    UNMISTAKABLE_LEVEL,
    CAPITAL_LEVEL,
    LETTER,
    PRIORITY,
    SKIPPED,
    TEXT,
    NUMBER,
    UUID
  }

  /**
   * One part.
   *
   * @param character for itself, or what ends a part in braces; 0 for the line's end
   * @param field what a part in braces fills
   */
  record Part(Kind kind, char character, FieldPath field) {}

  private static final FieldPath NO_FIELD = FieldPath.of("-");

  private final Part[] parts;

  private TextTemplate(Part[] parts) {
    this.parts = parts;
  }

  static TextTemplate of(String template) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < template.length()) {
      char c = template.charAt(at++);
      if (c == '{') {
        int end = template.indexOf('}', at);
        char next = end + 1 < template.length() ? template.charAt(end + 1) : 0;
        parts.add(inBraces(template.substring(at, end), next));
        at = end + 1;
      } else {
        parts.add(new Part(c == ' ' ? Kind.BLANKS : Kind.CHARACTER, c, NO_FIELD));
      }
    }
    return new TextTemplate(parts.toArray(new Part[0]));
  }

  private static Part inBraces(String name, char next) {
    return switch (name) {
      case "time" -> new Part(Kind.TIME, next, NO_FIELD);
      case "named-time" -> new Part(Kind.NAMED_TIME, next, NO_FIELD);
      case "clock" -> new Part(Kind.CLOCK, next, NO_FIELD);
      case "month-day" -> new Part(Kind.MONTH_DAY, next, NO_FIELD);
      case "level" -> new Part(Kind.LEVEL, next, NO_FIELD);
      case "Level" -> new Part(Kind.UNMISTAKABLE_LEVEL, next, NO_FIELD);
      case "LEVEL" -> new Part(Kind.CAPITAL_LEVEL, next, NO_FIELD);
      case "letter" -> new Part(Kind.LETTER, next, NO_FIELD);
      case "priority" -> new Part(Kind.PRIORITY, next, NO_FIELD);
      case "_" -> new Part(Kind.SKIPPED, next, NO_FIELD);
      default -> {
        Kind kind = name.endsWith("#") ? Kind.NUMBER : name.endsWith("@") ? Kind.UUID : Kind.TEXT;
        String field = kind == Kind.TEXT ? name : name.substring(0, name.length() - 1);
        yield new Part(kind, next, FieldPath.of(field));
      }
    };
  }

  Part[] parts() {
    return parts;
  }
}
