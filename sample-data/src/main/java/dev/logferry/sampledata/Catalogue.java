package dev.logferry.sampledata;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.SplittableRandom;

/**
 * The products to be made, as far as their reviews depend on them: how popular and how good they
 * are, and since when they are sold.
 */
final class Catalogue {

  private static final int YEARS_OF_PRODUCTS = 12;
  private static final int LARGEST_BRAND_COUNT = 1_500;

  /** A handful of products may all be newer than what is looked for. */
  private static final int MOST_TRIES = 200;

  private final int products;
  private final long randomSeed;
  private final LocalDate today;
  private final int brands;
  private final double[] popularity;
  private final int[] byPopularity;

  Catalogue(SampleDataPlan plan) {
    products = plan.products();
    randomSeed = plan.randomSeed();
    today = plan.now().atOffset(ZoneOffset.UTC).toLocalDate();
    brands = Math.clamp(products / 150, 12, LARGEST_BRAND_COUNT);
    byPopularity = shuffled();
    popularity = cumulatedPopularity();
  }

  /** Nobody knows the ids of popular products beforehand: they are spread. */
  private int[] shuffled() {
    SplittableRandom random = new SplittableRandom(randomSeed);
    int[] ids = new int[products];
    for (int i = 0; i < products; i++) {
      int other = random.nextInt(i + 1);
      ids[i] = ids[other];
      ids[other] = i + 1;
    }
    return ids;
  }

  /** By Zipf and Mandelbrot's law: the first of 300,000 gets a fifth of a per cent of reviews. */
  private double[] cumulatedPopularity() {
    double flattened = Math.max(2, products / 6_000.0);
    double[] cumulated = new double[products];
    double sum = 0;
    for (int rank = 0; rank < products; rank++) {
      sum += neverReviewed(byPopularity[rank]) ? 0 : 1 / (rank + flattened);
      cumulated[rank] = sum;
    }
    return cumulated;
  }

  private boolean neverReviewed(int id) {
    return products > 1 && id % 50 == 0;
  }

  int brands() {
    return brands;
  }

  /** A random number generator for everything about one product. */
  SplittableRandom randomOf(int id) {
    return new SplittableRandom(randomSeed * 0x9E3779B97F4A7C15L + id);
  }

  /** The brand of a product, from 1: the first ones have the most products. */
  int brandOf(int id) {
    double chance = randomOf(id).nextDouble();
    return 1 + (int) (brands * chance * chance);
  }

  /** The category of a product, from 1. */
  int categoryOf(int id) {
    return 1 + randomOf(id + products).nextInt(SampleVocabulary.CATEGORIES.size());
  }

  LocalDate releasedOn(int id) {
    return today.minusDays(1 + daysOnSale(id));
  }

  private int daysOnSale(int id) {
    return Math.floorMod(id * 0x9E3779B1, YEARS_OF_PRODUCTS * 365);
  }

  /** The mean that its ratings scatter around. */
  double quality(int id) {
    return 2.7 + 2.1 * Math.floorMod(id * 0x85EBCA6B, 1_000) / 1_000;
  }

  /** A product that has been on sale for so many days, the popular ones more often. */
  int reviewedProduct(SplittableRandom random, int daysAgo) {
    int id = popularProduct(random);
    for (int tries = 0; tries < MOST_TRIES && daysOnSale(id) < daysAgo; tries++) {
      id = popularProduct(random);
    }
    return id;
  }

  private int popularProduct(SplittableRandom random) {
    double wanted = random.nextDouble(popularity[products - 1]);
    int low = 0;
    int high = products - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (popularity[middle] > wanted) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return byPopularity[low];
  }
}
