package dev.logferry.sampledata;

import java.time.Instant;

/**
 * Which sample data to create; the same plan creates the same data.
 *
 * @param products how many
 * @param reviews how many, of all products together
 * @param randomSeed another one produces other data of the same kind
 * @param now reviews end with the day before
 * @param replace whether to delete what the database contains; else it has to be empty
 */
public record SampleDataPlan(
    int products, int reviews, long randomSeed, Instant now, boolean replace) {

  public SampleDataPlan {
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
  public static SampleDataPlan small(Instant now) {
    return new SampleDataPlan(300, 10_000, 1, now, false);
  }

  /** 300,000 products and 15,000,000 reviews. */
  public static SampleDataPlan full(Instant now) {
    return new SampleDataPlan(300_000, 15_000_000, 1, now, false);
  }

  /** As many products and reviews as another one. */
  SampleDataPlan withScale(SampleDataPlan other) {
    return new SampleDataPlan(other.products, other.reviews, randomSeed, now, replace);
  }

  SampleDataPlan withProducts(int other) {
    return new SampleDataPlan(other, reviews, randomSeed, now, replace);
  }

  SampleDataPlan withReviews(int other) {
    return new SampleDataPlan(products, other, randomSeed, now, replace);
  }

  SampleDataPlan withRandomSeed(long other) {
    return new SampleDataPlan(products, reviews, other, now, replace);
  }

  SampleDataPlan withNow(Instant other) {
    return new SampleDataPlan(products, reviews, randomSeed, other, replace);
  }

  public SampleDataPlan withReplace(boolean other) {
    return new SampleDataPlan(products, reviews, randomSeed, now, other);
  }
}
