package dev.logferry.localstack.cloudwatch.filter;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a filter pattern from left to right. Not thread-safe. */
final class PatternScanner {

  private final String text;
  private int at;

  PatternScanner(String text) {
    this.text = text;
  }

  /** The next characters that match, after blanks. */
  String token(String pattern) {
    skipBlanks();
    return raw(pattern);
  }

  /** The next characters that match. */
  String raw(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw rejected(pattern);
    }
    at = matcher.end();
    return matcher.group();
  }

  /** Skips blanks and, if it comes next, the literal. */
  boolean takes(String literal) {
    skipBlanks();
    return takesRaw(literal);
  }

  boolean takesRaw(String literal) {
    boolean there = text.startsWith(literal, at);
    at += there ? literal.length() : 0;
    return there;
  }

  void need(String literal) {
    if (!takes(literal)) {
      throw rejected(literal);
    }
  }

  boolean atEnd() {
    skipBlanks();
    return at == text.length();
  }

  /** Whether the literal comes next, after blanks; reads nothing. */
  boolean isBefore(String literal) {
    skipBlanks();
    return text.startsWith(literal, at);
  }

  /** What comes next and matches, after blanks; reads nothing. */
  String peek(Pattern pattern) {
    skipBlanks();
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw rejected(pattern.pattern());
    }
    return matcher.group();
  }

  IllegalArgumentException rejected(String expected) {
    return new IllegalArgumentException(
        "in the filter pattern %s there should be %s at character %d"
            .formatted(text, expected, at + 1));
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
