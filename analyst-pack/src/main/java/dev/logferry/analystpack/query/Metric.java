package dev.logferry.analystpack.query;

import java.time.Duration;

/** A number, time or text that is calculated for each group of documents. */
public sealed interface Metric {

  /** How many documents there are. */
  record Count() implements Metric {}

  /** How many documents are younger than an age. */
  record CountSince(Duration age) implements Metric {}

  /** How many documents are older than an age. */
  record CountUntil(Duration age) implements Metric {}

  /** How many different values a field has, approximately. */
  record Distinct(String field) implements Metric {}

  /** The value that this many per cent of the values do not exceed, approximately. */
  record Percentile(String field, int percent) implements Metric {}

  /** The least value. */
  record Min(String field) implements Metric {}

  /** The greatest value. */
  record Max(String field) implements Metric {}

  /** One of the texts of a keyword field that is the same in the whole group. */
  record Sample(String field) implements Metric {}
}
