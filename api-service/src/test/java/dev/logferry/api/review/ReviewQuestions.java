package dev.logferry.api.review;

import dev.logferry.api.database.Question;
import java.util.List;

/** Opens the questions about reviews to tests of how they are answered. */
public final class ReviewQuestions {

  private ReviewQuestions() {}

  public static Question reviews(Long... ids) {
    return ReviewQueries.REVIEW.of(List.of(ids));
  }

  public static Question page(ReviewFilter filter) {
    return ReviewListing.question(filter);
  }
}
