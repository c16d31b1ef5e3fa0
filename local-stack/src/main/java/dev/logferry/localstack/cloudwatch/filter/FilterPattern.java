package dev.logferry.localstack.cloudwatch.filter;

import dev.logferry.localstack.cloudwatch.filter.ConditionParser.Operands;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which lines CloudWatch Logs forwards, or finds. */
public sealed interface FilterPattern permits FilterPattern.OfJson, Terms, Columns {

  /** A pattern in braces: lines that are a JSON object for which the condition holds. */
  record OfJson(Condition condition) implements FilterPattern {
    @Override
    public boolean matches(String line) {
      try {
        JsonNode object = JsonMapper.shared().readTree(line);
        return object.isObject() && condition.holds(object);
      } catch (JacksonException _) { // a line that is no JSON matches no JSON pattern
        return false;
      }
    }
  }

  boolean matches(String line);

  /**
   * Reads a pattern: {@code {…}} for JSON, {@code […]} for lines of columns, otherwise terms. The
   * empty one matches every line.
   *
   * @throws IllegalArgumentException where CloudWatch would reject it
   */
  static FilterPattern parse(String pattern) {
    PatternScanner scanner = new PatternScanner(pattern.strip());
    if (scanner.takes("{")) {
      Condition condition = new ConditionParser(scanner, Operands.SELECTORS).alternatives();
      scanner.need("}");
      return complete(scanner, new OfJson(condition));
    }
    if (scanner.takes("[")) {
      return complete(scanner, Columns.read(scanner));
    }
    return Terms.read(scanner);
  }

  private static FilterPattern complete(PatternScanner scanner, FilterPattern pattern) {
    if (!scanner.atEnd()) {
      throw scanner.rejected("the end");
    }
    return pattern;
  }
}
