package dev.logferry.api.database;

import dev.logferry.api.http.Position;
import dev.logferry.api.product.ProductFilter;
import dev.logferry.api.product.ProductQuestions;
import dev.logferry.api.product.ProductSort;
import dev.logferry.api.ranking.Period;
import dev.logferry.api.ranking.RankingQuestions;
import dev.logferry.api.review.AgeGroup;
import dev.logferry.api.review.ReviewFilter;
import dev.logferry.api.review.ReviewQuestions;
import dev.logferry.api.review.ReviewSort;
import dev.logferry.api.review.SkinType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Every shape of question that the routes lead to. */
final class HotQuestions {

  private static final List<Optional<Position>> PLACES =
      List.of(Optional.empty(), Optional.of(new Position(20_000, 5_000)));

  private HotQuestions() {}

  static Stream<HotQuestion> all() {
    return Stream.of(
            Stream.of(
                new HotQuestion("product page", ProductQuestions.products(4711L)),
                new HotQuestion("product pages", ProductQuestions.products(4711L, 1L, 19_999L)),
                new HotQuestion("review", ReviewQuestions.reviews(4711L)),
                new HotQuestion("reviews", ReviewQuestions.reviews(4711L, 1L, 199_999L)),
                new HotQuestion("ranking", RankingQuestions.ranking("shampoo", Period.YEAR, 20))),
            productLists(),
            reviewLists())
        .flatMap(questions -> questions);
  }

  private static Stream<HotQuestion> productLists() {
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
        Optional.of("ｸﾚﾝｼﾞﾝｸﾞバーム"),
        Optional.of("海苔弁当"));
  }

  private static Stream<HotQuestion> productLists(ProductSort sort, Optional<String> query) {
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
                                            category, brand, query, sort, 20, after))))
        .map(filter -> new HotQuestion(filter.toString(), ProductQuestions.page(filter)));
  }

  private static Stream<Optional<String>> filters(String value) {
    return Stream.of(Optional.empty(), Optional.of(value));
  }

  private static Stream<HotQuestion> reviewLists() {
    long mostReviewed = mostReviewed();
    return Stream.of(ReviewSort.values())
        .flatMap(sort -> PLACES.stream().flatMap(after -> reviewLists(mostReviewed, sort, after)));
  }

  private static Stream<HotQuestion> reviewLists(
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
        .map(filter -> new HotQuestion(filter.toString(), ReviewQuestions.page(filter)));
  }

  private static long mostReviewed() {
    try (Database database = new Database(TestDatabase.ofSomeSize())) {
      return database
          .first(
              Question.of(
                  "select product_id from product_listing order by review_count desc limit 1"),
              row -> row.getLong("product_id"))
          .orElseThrow();
    }
  }

  private static <T> Predicate<T> given(int bits) {
    return _ -> bits % 2 == 1;
  }
}
