package dev.logferry.forwarder.document;

import com.google.re2j.Pattern;
import dev.logferry.forwarder.document.fields.FieldNames;

/**
 * What must not leave AWS in clear.
 *
 * @param name names the rule in notes and counts
 * @param target what it finds
 * @param replacement what stands in its place
 */
public record RedactionRule(String name, Target target, Replacement replacement) {

  /** What a rule finds. */
  public sealed interface Target {}

  /**
   * Every match of a pattern in any one text, number or field name. A pattern over a name and its
   * value together finds them in plain text, but not in a JSON line, where they stand apart: that
   * takes a {@link Field} rule.
   */
  public record Matches(Pattern pattern) implements Target {}

  /**
   * Every value at or below a field. Names match in any case, and dotted and nested ones alike.
   *
   * <p>In plain text, and in texts that hold JSON, it finds the last name of the path wherever that
   * stands as the name of a JSON member, or before {@code =}.
   *
   * @param path dotted, such as {@code user.email}; {@code *.email} means a name at any depth
   */
  public record Field(String path) implements Target {

    private static final String ANY_DEPTH = "*.";

    public Field {
      String names = path.startsWith(ANY_DEPTH) ? path.substring(2) : path;
      boolean oneName = !path.startsWith(ANY_DEPTH) || names.indexOf('.') < 0;
      if (!FieldNames.isUsable(names) || !oneName || hasOtherNotation(names)) {
        throw new IllegalArgumentException(
            "the field '%s' can never be found; expected names with dots between them, such as %s, or *.email for a name at any depth"
                .formatted(path, suggestion(path)));
      }
    }

    /** Whether the name may stand at any depth. */
    public boolean isAtAnyDepth() {
      return path.startsWith(ANY_DEPTH);
    }

    /** The name of the field itself. */
    public String lastName() {
      return path.substring(path.lastIndexOf('.') + 1);
    }

    /** JSONPath, JSON Pointer and wildcards are not what the rules understand. */
    private static boolean hasOtherNotation(String names) {
      for (int i = 0; i < names.length(); i++) {
        char c = names.charAt(i);
        if (Character.isWhitespace(c) || "$*[]/\\\"'".indexOf(c) >= 0) {
          return true;
        }
      }
      return false;
    }

    /** The names in the path, with dots between them. */
    private static String suggestion(String path) {
      StringBuilder names = new StringBuilder();
      boolean inBrackets = false;
      for (int i = 0; i < path.length(); i++) {
        char c = path.charAt(i);
        inBrackets = c == '[' || (inBrackets && c != ']');
        boolean separator = c == '.' || c == '/' || c == '[';
        if (separator && !names.isEmpty() && names.charAt(names.length() - 1) != '.') {
          names.append('.');
        } else if (Character.isLetterOrDigit(c) && !(inBrackets && Character.isDigit(c))) {
          names.append(c);
        } else if (c == '_' || c == '-' || c == '@') {
          names.append(c);
        }
      }
      while (!names.isEmpty() && names.charAt(names.length() - 1) == '.') {
        names.setLength(names.length() - 1);
      }
      return names.isEmpty() ? "user.email" : names.toString();
    }
  }

  /** What stands in the place of what was found. */
  public enum Replacement {
    /** {@code [redacted:NAME]}. */
    MARK,
    /** {@code [NAME:keyed hash]}: equal values stay recognisable as equal, and no more. */
    HASH
  }
}
