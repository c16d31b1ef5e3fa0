package dev.logferry.api.database;

import dev.logferry.api.model.AgeGroup;
import dev.logferry.api.model.Period;
import dev.logferry.api.model.ProductSort;
import dev.logferry.api.model.ReviewSort;
import dev.logferry.api.model.SkinType;
import dev.logferry.api.parameters.Position;
import dev.logferry.api.product.HotProductQueries;
import dev.logferry.api.product.ProductFilter;
import dev.logferry.api.ranking.HotRankingQueries;
import dev.logferry.api.review.HotReviewQueries;
import dev.logferry.api.review.ReviewFilter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Every shape of query that the routes lead to. */
final class HotQueries {

  private static final List<Optional<Position>> PLACES =
      List.of(Optional.empty(), Optional.of(new Position(20_000, 5_000)));

  private HotQueries() {}

  static Stream<HotQuery> all() {
    return Stream.of(
            Stream.of(
                new HotQuery("product page", HotProductQueries.product(4711)),
                new HotQuery("review", HotReviewQueries.review(4711)),
                new HotQuery("brands", HotProductQueries.brands()),
                new HotQuery("ranking", HotRankingQueries.ranking("shampoo", Period.YEAR, 20))),
            productLists(),
            reviewLists())
        .flatMap(queries -> queries);
  }

  private static Stream<HotQuery> productLists() {
    return Stream.of(ProductSort.values())
        .flatMap(sort -> queries().flatMap(query -> productLists(sort, query)));
  }

  /** One character, two, a long word, a word that is nowhere. */
  private static Stream<Optional<String>> queries() {
    return Stream.of(
        Optional.empty(),
        Optional.of("ー"),
        Optional.of("爪"),
        Optional.of("米ぬ"),
        Optional.of("ルミベル シャンプー"),
        Optional.of("ｸﾚﾝｼﾞﾝｸﾞバーム"),
        Optional.of("海苔弁当"));
  }

  private static Stream<HotQuery> productLists(ProductSort sort, Optional<String> query) {
    return filters("shampoo")
        .flatMap(
            category ->
                filters("lumi-belle")
                    .flatMap(
                        brand ->
                            PLACES.stream()
                                .map(
                                    after ->
                                        new ProductFilter(
                                            List.of(), category, brand, query, sort, 20, after))))
        .filter(filter -> filter.sort() != ProductSort.RELEVANCE || filter.query().isPresent())
        .map(filter -> new HotQuery(filter.toString(), HotProductQueries.page(filter)));
  }

  private static Stream<Optional<String>> filters(String value) {
    return Stream.of(Optional.empty(), Optional.of(value));
  }

  private static Stream<HotQuery> reviewLists() {
    long mostReviewed = mostReviewed();
    return Stream.of(ReviewSort.values())
        .flatMap(sort -> PLACES.stream().flatMap(after -> reviewLists(mostReviewed, sort, after)));
  }

  private static Stream<HotQuery> reviewLists(
      long mostReviewed, ReviewSort sort, Optional<Position> after) {
    return Stream.of(0, 1, 2, 3, 4, 5, 6, 7)
        .map(
            bits ->
                new ReviewFilter(
                    mostReviewed,
                    bits % 2 == 0 ? OptionalInt.empty() : OptionalInt.of(1),
                    Optional.of(SkinType.SENSITIVE).filter(given(bits / 2)),
                    Optional.of(AgeGroup.SIXTY_PLUS).filter(given(bits / 4)),
                    sort,
                    20,
                    after))
        .map(filter -> new HotQuery(filter.toString(), HotReviewQueries.page(filter)));
  }

  private static long mostReviewed() {
    try (Database database = new Database(TestDatabase.ofSomeSize())) {
      return database
          .first(
              Query.of("select product_id from product_listing order by review_count desc limit 1"),
              row -> row.getLong("product_id"))
          .orElseThrow();
    }
  }

  private static <T> Predicate<T> given(int bits) {
    return _ -> bits % 2 == 1;
  }
}
