package dev.logferry.api.product;

import dev.logferry.api.model.Brand;
import dev.logferry.api.model.Category;
import dev.logferry.api.model.Product;
import dev.logferry.api.model.ProductSummary;
import dev.logferry.api.model.Rating;
import dev.logferry.api.model.RatingSummary;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Reads products from rows. */
public final class ProductRows {

  private ProductRows() {}

  static Product product(ResultSet row) throws SQLException {
    List<Integer> histogram = histogram(row);
    return new Product(
        row.getLong("id"),
        row.getString("name"),
        row.getString("description"),
        brand(row),
        category(row),
        row.getInt("price_yen"),
        releasedOn(row),
        new RatingSummary(count(histogram), mean(histogram), histogram));
  }

  /** From a row with the columns of lists. */
  public static ProductSummary summary(ResultSet row) throws SQLException {
    List<Integer> histogram = histogram(row);
    return new ProductSummary(
        row.getLong("id"),
        row.getString("name"),
        brand(row),
        category(row),
        row.getInt("price_yen"),
        releasedOn(row),
        new Rating(count(histogram), mean(histogram)));
  }

  /** As a number, since the driver creates a calendar for each result that has a date. */
  private static LocalDate releasedOn(ResultSet row) throws SQLException {
    return LocalDate.ofEpochDay(row.getLong("released_epoch_day"));
  }

  private static Brand brand(ResultSet row) throws SQLException {
    return new Brand(row.getString("brand_slug"), row.getString("brand_name"));
  }

  private static Category category(ResultSet row) throws SQLException {
    return new Category(row.getString("category_slug"), row.getString("category_name"));
  }

  private static List<Integer> histogram(ResultSet row) throws SQLException {
    return List.of(
        row.getInt("ratings_1"),
        row.getInt("ratings_2"),
        row.getInt("ratings_3"),
        row.getInt("ratings_4"),
        row.getInt("ratings_5"));
  }

  private static int count(List<Integer> histogram) {
    int count = 0;
    for (int ratings : histogram) {
      count += ratings;
    }
    return count;
  }

  /** Rounded half up to two decimals with whole numbers: a mean of doubles would not be exact. */
  private static Optional<Double> mean(List<Integer> histogram) {
    int count = count(histogram);
    if (count == 0) {
      return Optional.empty();
    }
    long stars = 0;
    for (int i = 0; i < histogram.size(); i++) {
      stars += (i + 1L) * histogram.get(i);
    }
    long hundredths = (200 * stars + count) / (2L * count);
    return Optional.of(hundredths / 100.0);
  }
}
