package dev.logferry.sampledata;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Reads the arguments of the command. */
final class Arguments {

  /** How they are written. */
  static final String USAGE =
      "sample-data [--scale small|full] [--products N] [--reviews N] [--random-seed N] [--today YYYY-MM-DD] [--replace]";

  private Arguments() {}

  /**
   * Reads them; without any, the small scale.
   *
   * @param now the time, unless they name a day
   * @throws IllegalArgumentException if they cannot be read, with the argument and what is expected
   */
  static SampleDataPlan parse(List<String> arguments, Instant now) {
    SampleDataPlan plan = SampleDataPlan.small(now);
    Deque<String> left = new ArrayDeque<>(arguments);
    while (!left.isEmpty()) {
      plan = with(plan, left.remove(), left);
    }
    return plan;
  }

  private static SampleDataPlan with(SampleDataPlan plan, String name, Deque<String> left) {
    return switch (name) {
      case "--scale" -> plan.withScale(scale(value(name, left), plan.now()));
      case "--products" -> plan.withProducts(number(name, value(name, left)));
      case "--reviews" -> plan.withReviews(number(name, value(name, left)));
      case "--random-seed" -> plan.withRandomSeed(number(name, value(name, left)));
      case "--today" -> plan.withNow(day(value(name, left)));
      case "--replace" -> plan.withReplace(true);
      default ->
          throw new IllegalArgumentException("'%s' is not an option: %s".formatted(name, USAGE));
    };
  }

  private static String value(String name, Deque<String> left) {
    if (left.isEmpty()) {
      throw new IllegalArgumentException("%s lacks its value: %s".formatted(name, USAGE));
    }
    return left.remove();
  }

  private static SampleDataPlan scale(String value, Instant now) {
    return switch (value) {
      case "small" -> SampleDataPlan.small(now);
      case "full" -> SampleDataPlan.full(now);
      default ->
          throw new IllegalArgumentException(
              "--scale %s: give small (300 products, 10,000 reviews) or full (300,000 and 15,000,000)"
                  .formatted(value));
    };
  }

  private static int number(String name, String value) {
    if (!value.matches("\\d{1,9}")) {
      throw new IllegalArgumentException(
          "%s %s: give a whole number from 0 to 999999999".formatted(name, value));
    }
    return Integer.parseInt(value);
  }

  private static Instant day(String value) {
    try {
      return LocalDate.parse(value).atStartOfDay().toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "--today %s: give a day like 2026-11-22".formatted(value), e);
    }
  }
}
