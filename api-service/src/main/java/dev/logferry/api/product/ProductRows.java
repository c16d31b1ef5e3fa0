package dev.logferry.api.product;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;

/** Products in the database's rows. */
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

  /** Of a row with the columns that lists have. */
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

  /** By its number, since the driver makes a calendar for each answer that has a date. */
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

  /** With two decimals, halves up, by whole numbers: a mean of doubles would not be exact. */
  private static OptionalDouble mean(List<Integer> histogram) {
    int count = count(histogram);
    if (count == 0) {
      return OptionalDouble.empty();
    }
    long stars = 0;
    for (int i = 0; i < histogram.size(); i++) {
      stars += (i + 1L) * histogram.get(i);
    }
    long hundredths = (200 * stars + count) / (2L * count);
    return OptionalDouble.of(hundredths / 100.0);
  }
}
