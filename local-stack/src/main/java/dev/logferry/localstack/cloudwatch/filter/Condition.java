package dev.logferry.localstack.cloudwatch.filter;

import com.google.re2j.Pattern;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/** What has to hold of a JSON object. */
sealed interface Condition {

  boolean holds(JsonNode object);

  /** {@code ||}. */
  record Or(Condition left, Condition right) implements Condition {
    @Override
    public boolean holds(JsonNode object) {
      return left.holds(object) || right.holds(object);
    }
  }

  /** {@code &&}. */
  record And(Condition left, Condition right) implements Condition {
    @Override
    public boolean holds(JsonNode object) {
      return left.holds(object) && right.holds(object);
    }
  }

  /** The text in a place, with {@code *} for anything in the pattern; case counts. */
  record TextIs(Selector selector, String text, boolean equal) implements Condition {
    @Override
    public boolean holds(JsonNode object) {
      Pattern pattern = Pattern.compile("(?s)" + Pattern.quote(text).replace("\\*", ".*"));
      return selector.scalars(object).anyMatch(found -> pattern.matches(found.asString()) == equal);
    }
  }

  /** A regular expression that matches somewhere, or nowhere. */
  record TextFits(Selector selector, Pattern pattern, boolean equal) implements Condition {
    @Override
    public boolean holds(JsonNode object) {
      return selector
          .scalars(object)
          .anyMatch(found -> pattern.matcher(found.asString()).find() == equal);
    }
  }

  /** A comparison of numbers. */
  record Compares(Selector selector, String operator, BigDecimal number) implements Condition {
    @Override
    public boolean holds(JsonNode object) {
      return selector.scalars(object).filter(JsonNode::isNumber).anyMatch(this::fits);
    }

    private boolean fits(JsonNode found) {
      int order = found.decimalValue().compareTo(number);
      return switch (operator) {
        case "=" -> order == 0;
        case "!=" -> order != 0;
        case "<" -> order < 0;
        case ">" -> order > 0;
        case "<=" -> order <= 0;
        case ">=" -> order >= 0;
        default -> throw new IllegalArgumentException("no operator for numbers: " + operator);
      };
    }
  }

  /** {@code IS TRUE}, {@code IS FALSE} or {@code IS NULL}. */
  record Is(Selector selector, String literal) implements Condition {
    @Override
    public boolean holds(JsonNode object) {
      return selector.found(object).anyMatch(found -> found.toString().equals(literal));
    }
  }

  /** {@code NOT EXISTS}. */
  record NotExists(Selector selector) implements Condition {
    @Override
    public boolean holds(JsonNode object) {
      return selector.found(object).findAny().isEmpty();
    }
  }
}
