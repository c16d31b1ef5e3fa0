package dev.logferry.api.ranking;

import dev.logferry.api.model.Category;
import dev.logferry.api.model.Period;
import dev.logferry.api.model.RankedProduct;
import dev.logferry.api.model.Ranking;
import dev.logferry.api.product.ProductRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Reads rankings from rows. */
final class RankingRows {

  private RankingRows() {}

  /**
   * A row: what all rows of a ranking share, and one of its places.
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
    Optional<Integer> previousPlace = row.wasNull() ? Optional.empty() : Optional.of(previous);
    return Optional.of(new RankedProduct(place, previousPlace, ProductRows.summary(row)));
  }
}
