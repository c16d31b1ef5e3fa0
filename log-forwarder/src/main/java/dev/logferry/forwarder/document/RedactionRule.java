package dev.logferry.forwarder.document;

import com.google.re2j.Pattern;

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
   * Every value at or below a field.
   *
   * <p>In plain text, and in texts that hold JSON, it finds the last name of the path wherever that
   * stands as the name of a JSON member.
   *
   * @param path dotted, such as {@code user.email}; finds dotted and nested keys alike
   */
  public record Field(String path) implements Target {
    public Field {
      if (!FieldNames.usable(path)) {
        throw new IllegalArgumentException(
            "the field '%s' can never be found; expected a path such as user.email"
                .formatted(path));
      }
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
