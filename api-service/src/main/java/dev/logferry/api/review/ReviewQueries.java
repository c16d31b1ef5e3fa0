package dev.logferry.api.review;

import dev.logferry.api.database.Database;
import dev.logferry.api.database.Query;
import dev.logferry.api.database.Totals;
import dev.logferry.api.model.Review;
import dev.logferry.api.model.Total;
import dev.logferry.api.parameters.Page;
import dev.logferry.api.parameters.Position;
import java.util.List;
import java.util.Optional;

/** Reads reviews from the database. */
public final class ReviewQueries {

  private static final String PRODUCT_EXISTS = "select from product where id = ?";

  static final String REVIEW = ReviewListing.COLUMNS + " from review where id = ?";

  private final Database database;
  private final Totals totals;

  public ReviewQueries(Database database) {
    this.database = database;
    this.totals = new Totals(database);
  }

  /** A page of the reviews that match; empty if there is no such product. */
  public Optional<Page<Review>> page(ReviewFilter filter) {
    List<Page.Row<Review>> rows =
        database.list(
            ReviewListing.page(filter),
            row -> {
              Review review = ReviewRows.review(row);
              return new Page.Row<>(
                  review, new Position(ReviewListing.key(filter.sort(), review), review.id()));
            });
    if (rows.isEmpty() && !productExists(filter.productId())) {
      return Optional.empty();
    }
    return Optional.of(Page.of(rows, filter.limit()));
  }

  /** Needed only where no review matches, which is rare. */
  private boolean productExists(long id) {
    return database.first(Query.of(PRODUCT_EXISTS, id), _ -> id).isPresent();
  }

  /** How many reviews match. */
  public Total total(ReviewFilter filter) {
    return totals.of(
        ReviewListing.ids(filter, Totals.MOST_COUNTED + 1),
        ReviewListing.ids(filter, Integer.MAX_VALUE));
  }

  /** One review; empty if there is none with this id. */
  public Optional<Review> review(long id) {
    return database.first(Query.of(REVIEW, id), ReviewRows::review);
  }
}
