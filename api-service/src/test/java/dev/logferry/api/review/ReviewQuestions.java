package dev.logferry.api.review;

import dev.logferry.api.database.Question;

/** Opens the questions about reviews to tests of how they are answered. */
public final class ReviewQuestions {

  private ReviewQuestions() {}

  public static Question review(long id) {
    return ReviewQueries.question(id);
  }

  public static Question page(ReviewFilter filter) {
    return ReviewListing.question(filter);
  }
}
