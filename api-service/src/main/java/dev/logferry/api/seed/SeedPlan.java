package dev.logferry.api.seed;

import java.time.Instant;

/**
 * What sample data to make; the same plan makes the same data.
 *
 * @param products how many
 * @param reviews how many, of all products together
 * @param randomSeed another one makes other data of the same kind
 * @param now when it is: reviews end with the day before
 * @param replace whether to delete what the database holds; else it has to be empty
 */
public record SeedPlan(int products, int reviews, long randomSeed, Instant now, boolean replace) {

  public SeedPlan {
    if (products < 1 || products > 10_000_000) {
      throw new IllegalArgumentException(
          "products = %d: give a number from 1 to 10000000".formatted(products));
    }
    if (reviews < 0 || reviews > 1_000_000_000) {
      throw new IllegalArgumentException(
          "reviews = %d: give a number from 0 to 1000000000".formatted(reviews));
    }
  }

  /** 300 products and 10,000 reviews: loads in about two seconds. */
  public static SeedPlan small(Instant now) {
    return new SeedPlan(300, 10_000, 1, now, false);
  }

  /** 300,000 products and 15,000,000 reviews. */
  public static SeedPlan full(Instant now) {
    return new SeedPlan(300_000, 15_000_000, 1, now, false);
  }

  /** As many products and reviews as another one. */
  SeedPlan withScale(SeedPlan other) {
    return new SeedPlan(other.products, other.reviews, randomSeed, now, replace);
  }

  SeedPlan withProducts(int other) {
    return new SeedPlan(other, reviews, randomSeed, now, replace);
  }

  SeedPlan withReviews(int other) {
    return new SeedPlan(products, other, randomSeed, now, replace);
  }

  SeedPlan withRandomSeed(long other) {
    return new SeedPlan(products, reviews, other, now, replace);
  }

  SeedPlan withNow(Instant other) {
    return new SeedPlan(products, reviews, randomSeed, other, replace);
  }

  public SeedPlan withReplace(boolean other) {
    return new SeedPlan(products, reviews, randomSeed, now, other);
  }
}
