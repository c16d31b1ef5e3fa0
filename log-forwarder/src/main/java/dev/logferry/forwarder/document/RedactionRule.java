package dev.logferry.forwarder.document;

import com.google.re2j.Pattern;

/**
 * What must not leave AWS in clear.
 *
 * @param name names the rule in marks and counts
 * @param target what it finds
 * @param replacement what stands in its place
 */
public record RedactionRule(String name, Target target, Replacement replacement) {

  /** What a rule finds. */
  public sealed interface Target {}

  /** Every match of a pattern in any text, number or field name. */
  public record Matches(Pattern pattern) implements Target {}

  /**
   * Every value at or below a field.
   *
   * @param path dotted, such as {@code user.email}; finds dotted and nested keys alike
   */
  public record Field(String path) implements Target {}

  /** What stands in the place of what was found. */
  public enum Replacement {
    /** {@code [redacted:NAME]}. */
    MARK,
    /** {@code [NAME:keyed hash]}: equal values stay recognisable as equal, and no more. */
    HASH
  }
}
