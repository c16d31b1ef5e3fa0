package dev.logferry.deployment.filter;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which lines CloudWatch Logs forwards. */
public sealed interface FilterPattern {

  /** The empty pattern: every line. */
  record Everything() implements FilterPattern {
    @Override
    public boolean matches(String line) {
      return true;
    }
  }

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
   * Reads a pattern.
   *
   * @throws IllegalArgumentException where CloudWatch would refuse it, and for patterns of terms or
   *     of columns, which our templates do not use
   */
  static FilterPattern parse(String pattern) {
    String stripped = pattern.strip();
    if (stripped.isEmpty()) {
      return new Everything();
    }
    if (!stripped.startsWith("{") || !stripped.endsWith("}")) {
      throw new IllegalArgumentException("not a JSON filter pattern: " + pattern);
    }
    return new OfJson(new ConditionParser(stripped.substring(1, stripped.length() - 1)).whole());
  }
}
