package dev.logferry.api.ranking;

import dev.logferry.api.database.Database;
import dev.logferry.api.database.Query;
import dev.logferry.api.model.Period;
import dev.logferry.api.model.Ranking;
import java.util.List;
import java.util.Optional;

/** Reads rankings from the database. */
public final class RankingQueries {

  /** One query, so that no refresh can happen between two. */
  private static final String PLACES =
      """
      select ranked.slug as ranked_slug, ranked.name as ranked_name,
        ranking.from_day, ranking.to_day, ranking.refreshed_at,
        place, previous_place, product.id, product.name, product.price_yen,
        product.released_on - date '1970-01-01' as released_epoch_day,
        brand.slug as brand_slug, brand.name as brand_name,
        category.slug as category_slug, category.name as category_name,
        ratings_1, ratings_2, ratings_3, ratings_4, ratings_5
      from category as ranked
      join ranking on ranking.category_id = ranked.id and ranking.period = ?
      left join (
        ranking_place
        join product on product.id = ranking_place.product_id
        join product_listing on product_listing.product_id = product.id
        join brand on brand.id = product.brand_id
        join category on category.id = product.category_id
      ) on ranking_place.category_id = ranking.category_id
        and ranking_place.period = ranking.period
        and ranking_place.place <= ?
      where ranked.slug = ?
      order by place
      """;

  private final Database database;

  public RankingQueries(Database database) {
    this.database = database;
  }

  /**
   * The first places of a ranking; empty if there is no such category, without places if it was
   * never refreshed.
   *
   * @param category its slug
   */
  public Optional<Ranking> ranking(String category, Period period, int limit) {
    List<RankingRows.Line> lines =
        database.list(query(category, period, limit), row -> RankingRows.line(row, period));
    return lines.stream().findFirst().map(first -> first.with(lines));
  }

  static Query query(String category, Period period, int limit) {
    return Query.of(PLACES, period.value(), limit, category);
  }
}
