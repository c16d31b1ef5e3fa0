package dev.logferry.localstack.cloudwatch.filter;

import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads conditions such as {@code $.level = "WARN" || $.status >= 500}. */
final class ConditionParser {

  /** How a condition names what it is about. */
  enum Operands {
    /** By a selector: {@code $.user.name}. */
    SELECTORS,
    /** By the name of a column: {@code status_code}. */
    COLUMNS
  }

  private static final String NUMBER = "[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?";

  /** Groups are not supported, nor other symbols than these. */
  private static final String REGEX = "[\\w \\\\^$?\\[\\]{}|*+.:#=@/;,-]+";

  private final PatternScanner scanner;
  private final Operands operands;

  ConditionParser(PatternScanner scanner, Operands operands) {
    this.scanner = scanner;
    this.operands = operands;
  }

  /** Conditions joined by {@code &&}, {@code ||} and parentheses. */
  Condition alternatives() {
    Condition left = conjunction();
    return scanner.takes("||") ? new Condition.Or(left, alternatives()) : left;
  }

  private Condition conjunction() {
    Condition left = single();
    return scanner.takes("&&") ? new Condition.And(left, conjunction()) : left;
  }

  private Condition single() {
    if (scanner.takes("(")) {
      Condition inner = alternatives();
      scanner.need(")");
      return inner;
    }
    Selector selector = operands == Operands.SELECTORS ? selector() : column();
    if (scanner.takes("NOT EXISTS")) {
      return new Condition.NotExists(selector);
    }
    if (scanner.takes("IS ")) {
      return new Condition.Is(selector, scanner.token("NULL|TRUE|FALSE").toLowerCase(Locale.ROOT));
    }
    return comparison(selector, scanner.token("!=|<=|>=|=|<|>"));
  }

  private Condition comparison(Selector selector, String operator) {
    boolean equality = operator.equals("=") || operator.equals("!=");
    if (equality && scanner.takes("%")) {
      Pattern regex = Pattern.compile(scanner.token(REGEX));
      scanner.need("%");
      return new Condition.TextFits(selector, regex, operator.equals("="));
    }
    if (equality && scanner.takes("\"")) {
      String value = scanner.raw("[^\"]*");
      scanner.need("\"");
      return new Condition.TextIs(selector, value, operator.equals("="));
    }
    String value = scanner.token(operands == Operands.SELECTORS ? "[\\w.*+-]+" : "[^\\s&|,\\]]+");
    if (value.matches(NUMBER)) {
      return new Condition.Compares(selector, operator, new BigDecimal(value));
    }
    if (!equality || (operands == Operands.SELECTORS && !value.matches("[\\w*]+"))) {
      throw scanner.rejected("a value, in double quotes unless it is a word or a number");
    }
    return new Condition.TextIs(selector, value, operator.equals("="));
  }

  private Selector column() {
    return new Selector(List.of(scanner.token("[\\w-]+")));
  }

  /**
   * Of a name with other characters than word characters and hyphens the brackets come after a dot.
   */
  private Selector selector() {
    scanner.need("$");
    List<String> steps = new ArrayList<>();
    while (true) {
      if (scanner.takesRaw(".['")) {
        steps.add(scanner.raw("[^']+"));
        scanner.need("']");
      } else if (scanner.takesRaw(".")) {
        steps.add(scanner.raw("[\\w-]+|\\*"));
      } else if (scanner.takesRaw("[")) {
        String index = scanner.raw("\\d+|\\*");
        steps.add(index.equals("*") ? index : "#" + index);
        scanner.need("]");
      } else if (steps.isEmpty()) {
        throw scanner.rejected("a property");
      } else {
        return new Selector(steps);
      }
    }
  }
}
