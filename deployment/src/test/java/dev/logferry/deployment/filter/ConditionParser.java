package dev.logferry.deployment.filter;

import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;

/** Reads what stands between the braces of a JSON filter pattern. */
final class ConditionParser {

  private static final String NUMBER = "[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?";

  /** Groups are not supported, nor other symbols than these. */
  private static final String REGEX = "[\\w \\\\^$?\\[\\]{}|*+.:#=@/;,-]+";

  private final String text;
  private int at;

  ConditionParser(String text) {
    this.text = text;
  }

  Condition whole() {
    Condition condition = alternatives();
    skipBlanks();
    if (at < text.length()) {
      throw refused("the end");
    }
    return condition;
  }

  private Condition alternatives() {
    Condition left = conjunction();
    return takes("||") ? new Condition.Or(left, alternatives()) : left;
  }

  private Condition conjunction() {
    Condition left = single();
    return takes("&&") ? new Condition.And(left, conjunction()) : left;
  }

  private Condition single() {
    if (takes("(")) {
      Condition inner = alternatives();
      need(")");
      return inner;
    }
    need("$");
    Selector selector = selector();
    if (takes("NOT EXISTS")) {
      return new Condition.NotExists(selector);
    }
    if (takes("IS ")) {
      return new Condition.Is(selector, token("NULL|TRUE|FALSE").toLowerCase(Locale.ROOT));
    }
    return comparison(selector, token("!=|<=|>=|=|<|>"));
  }

  private Condition comparison(Selector selector, String operator) {
    boolean equality = operator.equals("=") || operator.equals("!=");
    if (equality && takes("%")) {
      Condition fits = new Condition.TextFits(selector, Pattern.compile(token(REGEX)));
      need("%");
      if (operator.equals("!=")) {
        throw refused("= before a regular expression");
      }
      return fits;
    }
    if (equality && takes("\"")) {
      String value = raw("[^\"]*");
      need("\"");
      return new Condition.TextIs(selector, value, operator.equals("="));
    }
    String value = token("[\\w.*+-]+");
    if (value.matches(NUMBER)) {
      return new Condition.Compares(selector, operator, new BigDecimal(value));
    }
    if (!equality || !value.matches("[\\w*]+")) {
      throw refused("a value, in double quotes unless it is a word or a number");
    }
    return new Condition.TextIs(selector, value, operator.equals("="));
  }

  /**
   * Of a name with other characters than word characters and hyphens the brackets come after a dot.
   */
  private Selector selector() {
    List<String> steps = new ArrayList<>();
    while (at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == '[')) {
      if (text.startsWith(".['", at)) {
        at += 3;
        steps.add(raw("[^']+"));
        need("']");
      } else if (text.charAt(at) == '.') {
        at++;
        steps.add(raw("[\\w-]+|\\*"));
      } else {
        at++;
        String index = raw("\\d+|\\*");
        steps.add(index.equals("*") ? index : "#" + index);
        need("]");
      }
    }
    if (steps.isEmpty()) {
      throw refused("a property");
    }
    return new Selector(steps);
  }

  private String token(String pattern) {
    skipBlanks();
    return raw(pattern);
  }

  private String raw(String pattern) {
    Matcher matcher =
        java.util.regex.Pattern.compile(pattern).matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw refused(pattern);
    }
    at = matcher.end();
    return matcher.group();
  }

  private boolean takes(String literal) {
    skipBlanks();
    boolean there = text.startsWith(literal, at);
    at += there ? literal.length() : 0;
    return there;
  }

  private void need(String literal) {
    if (!takes(literal)) {
      throw refused(literal);
    }
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private IllegalArgumentException refused(String expected) {
    return new IllegalArgumentException(
        "in the filter pattern {%s} there should be %s at character %d"
            .formatted(text, expected, at + 1));
  }
}
