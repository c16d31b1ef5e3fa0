package dev.logferry.api.review;

/** The order of a list of reviews: the newest, the most helpful or the best first. */
public enum ReviewSort {
  NEWEST,
  HELPFUL,
  RATING
}
