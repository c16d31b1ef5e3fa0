package dev.logferry.api.ranking;

import dev.logferry.api.database.CommandConnection;
import dev.logferry.api.database.DatabaseException;
import dev.logferry.api.database.Schema;
import dev.logferry.api.model.Period;
import dev.logferry.api.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Recomputes rating counts and rankings from all reviews. Readers see the old ones until the
 * transaction commits. Days are those of UTC.
 */
public final class RankingRefresh {

  private static final String ONE_AT_A_TIME =
      "select pg_advisory_xact_lock(hashtext('logferry ranking refresh'))";

  /** Only what changed is written, so that a refresh in quiet times costs no more than reading. */
  private static final String COUNT_RATINGS =
      """
      update product_listing as listed
      set ratings_1 = fresh.ratings_1, ratings_2 = fresh.ratings_2, ratings_3 = fresh.ratings_3,
        ratings_4 = fresh.ratings_4, ratings_5 = fresh.ratings_5
      from (
        select product.id,
          coalesce(counted.ratings_1, 0) as ratings_1, coalesce(counted.ratings_2, 0) as ratings_2,
          coalesce(counted.ratings_3, 0) as ratings_3, coalesce(counted.ratings_4, 0) as ratings_4,
          coalesce(counted.ratings_5, 0) as ratings_5
        from product
        left join (
          select product_id,
            count(*) filter (where rating = 1) as ratings_1,
            count(*) filter (where rating = 2) as ratings_2,
            count(*) filter (where rating = 3) as ratings_3,
            count(*) filter (where rating = 4) as ratings_4,
            count(*) filter (where rating = 5) as ratings_5
          from review
          group by product_id
        ) as counted on counted.product_id = product.id
      ) as fresh
      where fresh.id = listed.product_id
        and (listed.ratings_1, listed.ratings_2, listed.ratings_3, listed.ratings_4, listed.ratings_5)
          is distinct from
          (fresh.ratings_1, fresh.ratings_2, fresh.ratings_3, fresh.ratings_4, fresh.ratings_5)
      """;

  private static final String NEW_WINDOWS =
      """
      create temporary table fresh_ranking on commit drop as
      select category.id as category_id, period.name as period,
        ?::date - period.days as from_day, ?::date - 1 as to_day, ?::timestamptz as refreshed_at
      from category, (values ('week', ?), ('month', ?), ('year', ?)) as period (name, days)
      """;

  /** The score is that of lists, over the reviews of the period. */
  private static final String NEW_PLACES =
      """
      create temporary table fresh_place on commit drop as
      select category_id, period, place, product_id
      from (
        select listed.category_id, period.name as period, listed.product_id,
          row_number() over (
            partition by listed.category_id, period.name
            order by (70 + period.stars) * 1000000::bigint / (20 + period.reviews) desc,
              period.reviews desc, listed.product_id
          ) as place
        from (
          select product_id,
            count(*) filter (where posted_at >= week.start) as week_reviews,
            sum(rating) filter (where posted_at >= week.start) as week_stars,
            count(*) filter (where posted_at >= month.start) as month_reviews,
            sum(rating) filter (where posted_at >= month.start) as month_stars,
            count(*) as year_reviews,
            sum(rating) as year_stars
          from review,
            (values (?::timestamptz)) as week (start),
            (values (?::timestamptz)) as month (start)
          where posted_at >= ? and posted_at < ?
          group by product_id
        ) as counted
        join product_listing as listed using (product_id),
        lateral (values
          ('week', week_reviews, week_stars),
          ('month', month_reviews, month_stars),
          ('year', year_reviews, year_stars)
        ) as period (name, reviews, stars)
        where period.reviews > 0
      ) as ranked
      where place <= 100
      """;

  /** Recomputed twice in a day, a ranking still compares with the day before. */
  private static final String PREVIOUS_PLACES =
      """
      create temporary table fresh_place_with_previous on commit drop as
      select fresh_place.*,
        case when ranking.to_day = fresh_ranking.to_day then ranking_place.previous_place
          else ranking_place.place end as previous_place
      from fresh_place
      join fresh_ranking using (category_id, period)
      left join ranking using (category_id, period)
      left join ranking_place using (category_id, period, product_id)
      """;

  private static final String REPLACE_WINDOWS =
      """
      insert into ranking (category_id, period, from_day, to_day, refreshed_at)
      select category_id, period, from_day, to_day, refreshed_at from fresh_ranking
      on conflict (category_id, period) do update
      set from_day = excluded.from_day, to_day = excluded.to_day, refreshed_at = excluded.refreshed_at
      """;

  private static final String REPLACE_PLACES =
      """
      insert into ranking_place (category_id, period, place, previous_place, product_id)
      select category_id, period, place, previous_place, product_id from fresh_place_with_previous
      """;

  private RankingRefresh() {}

  /**
   * Does it all in one transaction.
   *
   * @param now decides which day it is
   * @throws DatabaseException if the database fails; then nothing has changed
   */
  public static void run(DatabaseSettings settings, Instant now) {
    try (Connection connection = CommandConnection.open(settings)) {
      Schema.require(connection);
      connection.setAutoCommit(false);
      refresh(connection, now);
      connection.commit();
    } catch (SQLException e) {
      throw new DatabaseException(
          DatabaseException.Reason.FAILED,
          "the rankings cannot be refreshed and stay as they were: " + e.getMessage(),
          e);
    }
  }

  /** The same in the caller's transaction. */
  public static void refresh(Connection connection, Instant now) throws SQLException {
    LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    execute(connection, ONE_AT_A_TIME);
    execute(connection, COUNT_RATINGS);
    execute(
        connection,
        NEW_WINDOWS,
        today,
        today,
        now.atOffset(ZoneOffset.UTC),
        days(Period.WEEK),
        days(Period.MONTH),
        days(Period.YEAR));
    execute(
        connection,
        NEW_PLACES,
        start(today, Period.WEEK),
        start(today, Period.MONTH),
        start(today, Period.YEAR),
        today.atStartOfDay().atOffset(ZoneOffset.UTC));
    execute(connection, PREVIOUS_PLACES);
    execute(connection, REPLACE_WINDOWS);
    execute(connection, "delete from ranking_place");
    execute(connection, REPLACE_PLACES);
  }

  /** The days that a ranking looks back on, up to the day before it is computed. */
  private static int days(Period period) {
    return switch (period) {
      case WEEK -> 7;
      case MONTH -> 30;
      case YEAR -> 365;
    };
  }

  private static Object start(LocalDate today, Period period) {
    return today.minusDays(days(period)).atStartOfDay().atOffset(ZoneOffset.UTC);
  }

  private static void execute(Connection connection, String sql, Object... values)
      throws SQLException {
    if (values.length == 0) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
    }
  }
}
