package dev.logferry.api.review;

import dev.logferry.api.database.Database;
import dev.logferry.api.http.Page;
import java.util.Optional;

/** What is asked of the database about reviews. */
@SuppressWarnings("DoNotCallSuggester") // until the queries are written
public final class ReviewQueries {

  @SuppressWarnings("unused")
  private final Database database;

  public ReviewQueries(Database database) {
    this.database = database;
  }

  /** A part of the list of a product's reviews that fit; empty if there is no such product. */
  public Optional<Page<Review>> page(ReviewFilter filter) {
    throw new UnsupportedOperationException();
  }

  /** One review; empty if there is none of this id. */
  public Optional<Review> review(long id) {
    throw new UnsupportedOperationException();
  }
}
