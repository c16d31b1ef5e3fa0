package dev.logferry.analystpack.query;

import java.math.BigDecimal;
import java.util.List;

/** What a document must be like. */
public sealed interface Condition {

  /** A field has a value: a text, or a number. */
  record Is(String field, Object value) implements Condition {}

  /** A field has one of several texts. */
  record OneOf(String field, List<String> values) implements Condition {
    public OneOf {
      values = List.copyOf(values);
    }
  }

  /** A number is at least this. */
  record AtLeast(String field, BigDecimal least) implements Condition {}

  /** A number is below this. */
  record Below(String field, BigDecimal limit) implements Condition {}

  /** A time lies in a span; both ends belong to it. ISO 8601, or Elasticsearch's date math. */
  record Between(String field, String from, String to) implements Condition {}

  /** A text field holds all the words, in any order. */
  record Words(String field, String words) implements Condition {}

  /** A text field holds the words one after the other. */
  record Phrase(String field, String phrase) implements Condition {}

  /** A keyword matches a pattern in which {@code *} stands for anything. */
  record Like(String field, String pattern) implements Condition {}

  /** A field has any value. */
  record Exists(String field) implements Condition {}

  /** The words occur in any of the fields that a search without field names looks into. */
  record Anywhere(String words) implements Condition {}

  /** The opposite of a condition. */
  record Not(Condition condition) implements Condition {}

  /** At least one of several conditions holds. */
  record Any(List<Condition> conditions) implements Condition {
    public Any {
      conditions = List.copyOf(conditions);
    }
  }
}
