package dev.logferry.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.api.database.Query;
import dev.logferry.api.model.ReviewSort;
import dev.logferry.api.product.HotProductQueries;
import dev.logferry.api.review.HotReviewQueries;
import dev.logferry.api.review.ReviewFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The benchmarks' comparison with pgbench means something only while both ask the same. */
class BenchmarkQueriesTest {

  @Test
  void pgbench_asks_what_the_service_asks_for_a_product() throws IOException {
    assertThat(benchmark("product-page.sql")).isEqualTo(sql(HotProductQueries.product(1)));
  }

  @Test
  void pgbench_asks_what_the_service_asks_for_the_first_page_of_reviews() throws IOException {
    ReviewFilter first =
        new ReviewFilter(
            1,
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            ReviewSort.NEWEST,
            20,
            Optional.empty());

    assertThat(benchmark("reviews-page.sql")).isEqualTo(sql(HotReviewQueries.page(first)));
  }

  private static String benchmark(String file) throws IOException {
    return oneLine(
        Files.readString(Path.of("..", "benchmarks", file))
            .replaceFirst("\\\\set .*", "")
            .replace(":id", "?")
            .replace(";", ""));
  }

  private static String sql(Query query) {
    return oneLine(query.sql());
  }

  private static String oneLine(String sql) {
    return sql.strip().replaceAll("\\s+", " ");
  }
}
