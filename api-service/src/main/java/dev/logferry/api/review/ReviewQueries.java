package dev.logferry.api.review;

import dev.logferry.api.database.BatchedLookup;
import dev.logferry.api.database.Database;
import dev.logferry.api.database.IdQuestion;
import dev.logferry.api.database.Keyed;
import dev.logferry.api.database.Question;
import dev.logferry.api.http.Page;
import dev.logferry.api.http.Position;
import java.util.List;
import java.util.Optional;

/** What is asked of the database about reviews. */
public final class ReviewQueries {

  private static final String PRODUCT_EXISTS = "select from product where id = ?";

  static final IdQuestion REVIEW =
      new IdQuestion(ReviewListing.COLUMNS + " from review where id =");

  private final Database database;
  private final BatchedLookup<Review> reviews;

  public ReviewQueries(Database database) {
    this.database = database;
    reviews = new BatchedLookup<>(database, REVIEW, ReviewRows::review, Review::id);
  }

  /** A part of the list of a product's reviews that fit; empty if there is no such product. */
  public Optional<Page<Review>> page(ReviewFilter filter) {
    List<Keyed<Review>> rows =
        database.list(
            ReviewListing.question(filter),
            row -> {
              Review review = ReviewRows.review(row);
              return new Keyed<>(
                  review, new Position(ReviewListing.key(filter.sort(), review), review.id()));
            });
    if (rows.isEmpty() && !productExists(filter.productId())) {
      return Optional.empty();
    }
    return Optional.of(Keyed.page(rows, filter.limit()));
  }

  /** Asked only where there are no reviews, which are rare questions. */
  private boolean productExists(long id) {
    return database.first(Question.of(PRODUCT_EXISTS, id), _ -> id).isPresent();
  }

  /** One review; empty if there is none of this id. */
  public Optional<Review> review(long id) {
    return reviews.find(id);
  }
}
