package dev.logferry.api.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.api.database.CommandConnection;
import dev.logferry.api.database.Database;
import dev.logferry.api.database.TestDatabase;
import dev.logferry.api.model.Period;
import dev.logferry.api.model.Ranking;
import dev.logferry.api.product.ProductQueries;
import dev.logferry.api.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RankingRefreshIT {

  private static final Instant NOW = Instant.parse("2026-06-15T09:30:00Z");

  private final DatabaseSettings settings = TestDatabase.migrated();
  private final Database database = new Database(settings);
  private final RankingQueries rankings = new RankingQueries(database);

  @BeforeEach
  void store() throws SQLException {
    execute("insert into brand (slug, name) values ('b', 'B')");
    execute("insert into category (slug, name) values ('nail', 'ネイル'), ('mask', 'マスク')");
    execute(
        """
        insert into product (brand_id, category_id, price_yen, released_on, name, description)
        select 1, 1, 100, '2020-01-01', 'P' || number, '' from generate_series(1, 4) as number
        """);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_category_that_was_never_refreshed_has_no_places_and_an_unknown_one_no_ranking() {
    assertThat(places(Period.WEEK)).isEmpty();
    assertThat(rankings.ranking("none-such", Period.WEEK, 10)).isEmpty();
  }

  @Test
  void only_whole_days_of_the_period_count() throws SQLException {
    review(1, 5, "2026-06-15T00:00:00Z"); // today
    review(2, 5, "2026-06-14T23:59:59.999999Z");
    review(3, 5, "2026-06-08T00:00:00Z"); // the seventh day back
    review(4, 5, "2026-06-07T23:59:59.999999Z");

    RankingRefresh.run(settings, NOW);

    assertThat(places(Period.WEEK)).containsExactly(2L, 3L);
    assertThat(places(Period.MONTH)).containsExactly(2L, 3L, 4L);
    assertThat(places(Period.YEAR)).containsExactly(2L, 3L, 4L);
    Ranking week = rankings.ranking("nail", Period.WEEK, 10).orElseThrow();
    assertThat(week.from()).isEqualTo(LocalDate.parse("2026-06-08"));
    assertThat(week.to()).isEqualTo(LocalDate.parse("2026-06-14"));
    assertThat(week.refreshedAt()).isEqualTo(NOW);
    assertThat(week.category().name()).isEqualTo("ネイル");
    assertThat(rankings.ranking("mask", Period.YEAR, 10).orElseThrow().items()).isEmpty();
    assertThat(rankings.ranking("nail", Period.YEAR, 2).orElseThrow().items()).hasSize(2);
  }

  @Test
  void many_good_reviews_come_before_one_perfect_one() throws SQLException {
    review(1, 5, "2026-06-10T00:00:00Z");
    for (int i = 0; i < 30; i++) {
      review(2, i % 10 == 0 ? 4 : 5, "2026-06-10T00:00:00Z");
    }
    review(3, 1, "2026-06-10T00:00:00Z");

    RankingRefresh.run(settings, NOW);

    assertThat(places(Period.WEEK)).containsExactly(2L, 1L, 3L);
  }

  @Test
  void tells_the_place_of_the_day_before_however_often_it_is_made() throws SQLException {
    review(1, 5, "2026-06-10T00:00:00Z");
    RankingRefresh.run(settings, NOW.minus(Duration.ofDays(1)));
    assertThat(previous(1)).isEmpty();
    review(2, 5, "2026-06-14T00:00:00Z");
    review(2, 5, "2026-06-14T00:00:00Z");

    RankingRefresh.run(settings, NOW);
    RankingRefresh.run(settings, NOW.plusSeconds(60));

    assertThat(places(Period.WEEK)).containsExactly(2L, 1L);
    assertThat(previous(1)).contains(1);
    assertThat(previous(2)).isEmpty();
  }

  @Test
  void counts_ratings_and_forgets_those_that_were_deleted() throws SQLException {
    ProductQueries products = new ProductQueries(database);
    review(1, 1, "2016-01-01T00:00:00Z");
    review(1, 2, "2016-01-01T00:00:00Z");
    review(1, 2, "2016-01-01T00:00:00Z");
    RankingRefresh.run(settings, NOW);
    assertThat(products.product(1).orElseThrow().rating().histogram())
        .containsExactly(1, 2, 0, 0, 0);
    assertThat(products.product(1).orElseThrow().rating().mean()).contains(1.67);

    execute("delete from review");
    RankingRefresh.run(settings, NOW);
    assertThat(products.product(1).orElseThrow().rating().count()).isZero();
    assertThat(products.product(1).orElseThrow().rating().mean()).isEmpty();
  }

  @Test
  void readers_see_a_whole_ranking_while_others_are_being_made() throws SQLException {
    for (int product = 1; product <= 4; product++) {
      review(product, product, "2026-06-10T00:00:00Z");
    }
    RankingRefresh.run(settings, NOW);
    CompletableFuture<Void> some = CompletableFuture.runAsync(() -> refreshes(10));
    CompletableFuture<Void> others = CompletableFuture.runAsync(() -> refreshes(10));
    CompletableFuture<Void> refreshes = some.runAfterBoth(others, () -> {});
    while (!refreshes.isDone()) {
      assertThat(places(Period.WEEK)).containsExactly(4L, 3L, 2L, 1L);
    }
    refreshes.join();
  }

  private void refreshes(int count) {
    for (int i = 0; i < count; i++) {
      RankingRefresh.run(settings, NOW);
    }
  }

  private List<Long> places(Period period) {
    return rankings.ranking("nail", period, 10).orElseThrow().items().stream()
        .map(place -> place.product().id())
        .toList();
  }

  private Optional<Integer> previous(long product) {
    return rankings.ranking("nail", Period.WEEK, 10).orElseThrow().items().stream()
        .filter(place -> place.product().id() == product)
        .findFirst()
        .orElseThrow()
        .previousRank();
  }

  private void review(long product, int rating, String postedAt) throws SQLException {
    execute(
        """
        insert into review (product_id, posted_at, rating, skin_type, age_group, nickname, title, body)
        values (%d, '%s', %d, 1, 20, 'n', 't', 'b')
        """
            .formatted(product, postedAt, rating));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = CommandConnection.open(settings);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
