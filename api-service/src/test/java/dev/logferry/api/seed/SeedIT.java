package dev.logferry.api.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.api.database.Database;
import dev.logferry.api.database.TestDatabase;
import dev.logferry.api.product.ProductFilter;
import dev.logferry.api.product.ProductQueries;
import dev.logferry.api.product.ProductSort;
import dev.logferry.api.ranking.Period;
import dev.logferry.api.ranking.RankingQueries;
import dev.logferry.api.review.ReviewFilter;
import dev.logferry.api.review.ReviewQueries;
import dev.logferry.api.review.ReviewSort;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SeedIT {

  @Test
  void sample_data_is_answered() {
    try (Database database = new Database(TestDatabase.seeded())) {
      database.check();
      var products = new ProductQueries(database);
      var page =
          products.page(
              new ProductFilter(
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of("しゃんぷー"),
                  ProductSort.NEWEST,
                  5,
                  Optional.empty()));
      System.out.println(page);
      System.out.println(products.product(1));
      var reviews = new ReviewQueries(database);
      System.out.println(
          reviews.page(
              new ReviewFilter(
                  1,
                  OptionalInt.of(4),
                  Optional.empty(),
                  Optional.empty(),
                  ReviewSort.HELPFUL,
                  3,
                  Optional.empty())));
      System.out.println(new RankingQueries(database).ranking("shampoo", Period.YEAR, 3));
      assertThat(reviews.review(1)).isPresent();
    }
  }
}
