package dev.logferry.api.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.api.database.CommandConnection;
import dev.logferry.api.database.Database;
import dev.logferry.api.database.TestDatabase;
import dev.logferry.api.model.AgeGroup;
import dev.logferry.api.model.Review;
import dev.logferry.api.model.ReviewSort;
import dev.logferry.api.model.Reviewer;
import dev.logferry.api.model.SkinType;
import dev.logferry.api.parameters.Page;
import dev.logferry.api.parameters.Position;
import dev.logferry.api.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of reviews, against a plain sort of the same reviews, with as many ties as can be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReviewPagesIT {

  private static final int REVIEWS = 400;
  private static final long REVIEWED = 1;
  private static final long WITHOUT_REVIEWS = 2;
  private static final long NO_PRODUCT = 3;
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00.123456Z");

  private final List<Review> reviews = reviews();
  private final DatabaseSettings settings = TestDatabase.migrated();
  private final Database database = new Database(settings);
  private final ReviewQueries queries = new ReviewQueries(database);

  private static List<Review> reviews() {
    Random random = new Random(11);
    List<Review> reviews = new ArrayList<>();
    for (long id = 1; id <= REVIEWS; id++) {
      reviews.add(
          new Review(
              id,
              REVIEWED,
              1 + random.nextInt(5),
              "題" + id,
              "本文\n\"'\\",
              new Reviewer(
                  "ゆき", oneOf(SkinType.values(), random), oneOf(AgeGroup.values(), random)),
              random.nextInt(3),
              TIME.plusNanos(random.nextInt(3) * 1_000L)));
    }
    return reviews;
  }

  @BeforeAll
  void store() throws SQLException {
    try (Connection connection = CommandConnection.open(settings);
        Statement statement = connection.createStatement()) {
      statement.execute("insert into brand (slug, name) values ('b', 'B')");
      statement.execute("insert into category (slug, name) values ('c', 'C')");
      statement.execute(
          """
          insert into product (id, brand_id, category_id, price_yen, released_on, name, description)
          values (1, 1, 1, 100, '2026-01-01', 'N', ''), (2, 1, 1, 100, '2026-01-01', 'N', '')
          """);
      store(connection);
    }
  }

  private void store(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            insert into review (id, product_id, posted_at, helpful_count, rating, skin_type, age_group, nickname, title, body)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      for (Review review : reviews) {
        statement.setLong(1, review.id());
        statement.setLong(2, review.productId());
        statement.setObject(3, review.postedAt().atOffset(ZoneOffset.UTC));
        statement.setInt(4, review.helpfulCount());
        statement.setInt(5, review.rating());
        statement.setInt(6, ReviewCodes.ofSkinType(review.reviewer().skinType()));
        statement.setInt(7, ReviewCodes.ofAgeGroup(review.reviewer().ageGroup()));
        statement.setString(8, review.reviewer().nickname());
        statement.setString(9, review.title());
        statement.setString(10, review.body());
        statement.execute();
      }
    }
  }

  @AfterAll
  void close() {
    database.close();
  }

  @ParameterizedTest
  @EnumSource
  void all_pages_together_hold_each_review_once_and_in_order(ReviewSort sort) {
    for (OptionalInt rating : List.of(OptionalInt.empty(), OptionalInt.of(1), OptionalInt.of(5))) {
      for (Optional<SkinType> skinType : choices(SkinType.values())) {
        for (Optional<AgeGroup> ageGroup : choices(AgeGroup.values())) {
          ReviewFilter filter =
              new ReviewFilter(REVIEWED, rating, skinType, ageGroup, sort, 13, Optional.empty());
          assertThat(walked(filter)).as(filter.toString()).isEqualTo(expected(filter));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, Long.MAX_VALUE})
  void any_position_is_answered(long key) {
    for (ReviewSort sort : ReviewSort.values()) {
      ReviewFilter filter = all(REVIEWED, sort, Optional.of(new Position(key, 1)));
      assertThat(queries.page(filter).orElseThrow().items())
          .hasSize(key == Long.MAX_VALUE ? REVIEWS : 0);
    }
  }

  @Test
  void no_reviews_are_an_empty_list_and_no_product_is_none() {
    assertThat(queries.page(all(WITHOUT_REVIEWS, ReviewSort.NEWEST, Optional.empty())))
        .hasValue(new Page<>(List.of(), Optional.empty()));
    assertThat(queries.page(all(NO_PRODUCT, ReviewSort.NEWEST, Optional.empty()))).isEmpty();
  }

  @Test
  void one_review_by_its_id() {
    assertThat(queries.review(7)).hasValue(reviews.get(6));
    assertThat(queries.review(REVIEWS + 1)).isEmpty();
  }

  private static ReviewFilter all(long product, ReviewSort sort, Optional<Position> after) {
    return new ReviewFilter(
        product, OptionalInt.empty(), Optional.empty(), Optional.empty(), sort, REVIEWS, after);
  }

  private static <T> List<Optional<T>> choices(T[] values) {
    return Stream.concat(Stream.of(Optional.<T>empty()), Stream.of(values).map(Optional::of))
        .toList();
  }

  private List<Review> walked(ReviewFilter filter) {
    List<Review> walked = new ArrayList<>();
    Optional<Position> after = Optional.empty();
    do {
      Page<Review> page =
          queries
              .page(
                  new ReviewFilter(
                      filter.productId(),
                      filter.rating(),
                      filter.skinType(),
                      filter.ageGroup(),
                      filter.sort(),
                      filter.limit(),
                      after))
              .orElseThrow();
      walked.addAll(page.items());
      after = page.next();
    } while (after.isPresent());
    return walked;
  }

  private List<Review> expected(ReviewFilter filter) {
    return reviews.stream()
        .filter(r -> filter.rating().isEmpty() || filter.rating().getAsInt() == r.rating())
        .filter(r -> filter.skinType().filter(s -> s != r.reviewer().skinType()).isEmpty())
        .filter(r -> filter.ageGroup().filter(a -> a != r.reviewer().ageGroup()).isEmpty())
        .sorted(order(filter.sort()).thenComparingLong(Review::id).reversed())
        .toList();
  }

  private static Comparator<Review> order(ReviewSort sort) {
    return switch (sort) {
      case NEWEST -> Comparator.comparing(Review::postedAt);
      case HELPFUL -> Comparator.comparingInt(Review::helpfulCount);
      case RATING -> Comparator.comparingInt(Review::rating);
    };
  }

  private static <T> T oneOf(T[] all, Random random) {
    return all[random.nextInt(all.length)];
  }
}
