package dev.logferry.api.product;

/** The order of a list of products; the best, most reviewed or newest first. */
public enum ProductSort {
  /**
   * By a score that weighs the mean by the number of reviews, so that one review decides little.
   */
  RATING,
  REVIEWS,
  NEWEST
}
