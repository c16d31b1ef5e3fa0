package dev.logferry.api.ranking;

import dev.logferry.api.product.Category;
import dev.logferry.api.product.ProductRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Rankings in the database's rows. */
final class RankingRows {

  private RankingRows() {}

  /** A period as the database calls it. */
  static String name(Period period) {
    return period.name().toLowerCase(Locale.ROOT);
  }

  /**
   * A row of a ranking: what all rows share, and the place that it tells of.
   *
   * @param head the ranking without its places
   * @param place empty if the ranking has none
   */
  record Line(Ranking head, Optional<RankedProduct> place) {

    /** The ranking with the places of all its rows. */
    Ranking with(List<Line> lines) {
      return new Ranking(
          head.category(),
          head.period(),
          head.from(),
          head.to(),
          head.refreshedAt(),
          lines.stream().flatMap(line -> line.place().stream()).toList());
    }
  }

  static Line line(ResultSet row, Period period) throws SQLException {
    Ranking head =
        new Ranking(
            new Category(row.getString("ranked_slug"), row.getString("ranked_name")),
            period,
            row.getObject("from_day", LocalDate.class),
            row.getObject("to_day", LocalDate.class),
            row.getObject("refreshed_at", OffsetDateTime.class).toInstant(),
            List.of());
    return new Line(head, place(row));
  }

  private static Optional<RankedProduct> place(ResultSet row) throws SQLException {
    int place = row.getInt("place");
    if (row.wasNull()) {
      return Optional.empty();
    }
    int previous = row.getInt("previous_place");
    OptionalInt previousPlace = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(previous);
    return Optional.of(new RankedProduct(place, previousPlace, ProductRows.summary(row)));
  }
}
