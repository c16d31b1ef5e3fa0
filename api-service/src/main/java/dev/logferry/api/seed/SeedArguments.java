package dev.logferry.api.seed;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;

/**
 * What follows the command {@code seed}: {@code --scale small|full} (small without it), {@code
 * --products N}, {@code --reviews N}, {@code --random-seed N}, {@code --replace}. Later ones win.
 */
public final class SeedArguments {

  private SeedArguments() {}

  /**
   * Reads them.
   *
   * @param now when it is
   * @throws IllegalArgumentException that names what is wrong and what to give instead
   */
  public static SeedPlan parse(List<String> arguments, Instant now) {
    SeedPlan plan = SeedPlan.small(now);
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      plan = applied(plan, rest.next(), rest);
    }
    return plan;
  }

  private static SeedPlan applied(SeedPlan plan, String name, Iterator<String> rest) {
    return switch (name) {
      case "--replace" -> plan.withReplace(true);
      case "--scale" -> scale(value(name, rest), plan.now()).withReplace(plan.replace());
      case "--products" -> with(plan, number(name, rest), plan.reviews(), plan.randomSeed());
      case "--reviews" -> with(plan, plan.products(), number(name, rest), plan.randomSeed());
      case "--random-seed" -> with(plan, plan.products(), plan.reviews(), number(name, rest));
      default ->
          throw new IllegalArgumentException(
              "'%s' is no option of seed; give --scale small|full, --products N, --reviews N, --random-seed N or --replace"
                  .formatted(name));
    };
  }

  private static SeedPlan with(SeedPlan plan, int products, int reviews, long randomSeed) {
    return new SeedPlan(products, reviews, randomSeed, plan.now(), plan.replace());
  }

  private static SeedPlan scale(String value, Instant now) {
    return switch (value) {
      case "small" -> SeedPlan.small(now);
      case "full" -> SeedPlan.full(now);
      default ->
          throw new IllegalArgumentException(
              "--scale %s: give small or full, or --products and --reviews".formatted(value));
    };
  }

  private static int number(String name, Iterator<String> rest) {
    String value = value(name, rest);
    if (!value.matches("\\d{1,9}")) {
      throw new IllegalArgumentException("%s %s: give a whole number".formatted(name, value));
    }
    return Integer.parseInt(value);
  }

  private static String value(String name, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(name + " needs a value after it");
    }
    return rest.next();
  }
}
