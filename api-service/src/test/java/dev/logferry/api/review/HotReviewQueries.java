package dev.logferry.api.review;

import dev.logferry.api.database.Query;

/** Opens the queries of reviews to tests of their plans. */
public final class HotReviewQueries {

  private HotReviewQueries() {}

  public static Query review(long id) {
    return Query.of(ReviewQueries.REVIEW, id);
  }

  public static Query page(ReviewFilter filter) {
    return ReviewListing.page(filter);
  }
}
