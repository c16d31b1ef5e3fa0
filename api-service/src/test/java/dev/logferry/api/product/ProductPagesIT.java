package dev.logferry.api.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.api.database.CommandConnection;
import dev.logferry.api.database.Database;
import dev.logferry.api.database.TestDatabase;
import dev.logferry.api.model.Product;
import dev.logferry.api.model.ProductSort;
import dev.logferry.api.model.ProductSummary;
import dev.logferry.api.model.Total;
import dev.logferry.api.parameters.Page;
import dev.logferry.api.parameters.Position;
import dev.logferry.api.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of products, against a plain sort of the same products, with as many ties as can be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProductPagesIT {

  private static final int PRODUCTS = 240;
  private static final List<String> SLUGS = List.of("one", "two", "three");

  private record Sample(
      long id, String name, String brand, String category, LocalDate day, int fives) {

    long score() {
      return fives == 0 ? 0 : (70 + 5L * fives) * 1_000_000 / (20 + fives);
    }

    long key(ProductSort sort) {
      return switch (sort) {
        case RATING, RELEVANCE -> score();
        case REVIEWS -> fives;
        case NEWEST -> day.toEpochDay();
      };
    }
  }

  private final List<Sample> samples = samples();
  private final DatabaseSettings settings = TestDatabase.migrated();
  private final Database database = new Database(settings);
  private final ProductQueries queries = new ProductQueries(database);

  private static List<Sample> samples() {
    Random random = new Random(7);
    List<Sample> samples = new ArrayList<>();
    for (long id = 1; id <= PRODUCTS; id++) {
      samples.add(
          new Sample(
              id,
              random.nextBoolean() ? "モイスト ローション" : "Moist 100%_'\"\\ クリーム",
              SLUGS.get(random.nextInt(3)),
              SLUGS.get(random.nextInt(3)),
              LocalDate.of(2026, 1, 1 + random.nextInt(3)),
              random.nextInt(3)));
    }
    return samples;
  }

  @BeforeAll
  void store() throws SQLException {
    try (Connection connection = CommandConnection.open(settings);
        Statement statement = connection.createStatement()) {
      for (String table : List.of("brand", "category")) {
        for (String slug : SLUGS) {
          statement.execute(
              "insert into %s (slug, name) values ('%s', '%s')".formatted(table, slug, slug));
        }
      }
      store(connection);
    }
  }

  private void store(Connection connection) throws SQLException {
    try (PreparedStatement product =
            connection.prepareStatement(
                """
                insert into product (id, brand_id, category_id, price_yen, released_on, name, description)
                values (?, (select id from brand where slug = ?), (select id from category where slug = ?), 100, ?, ?, '')
                """);
        PreparedStatement rating =
            connection.prepareStatement(
                "update product_listing set ratings_5 = ? where product_id = ?")) {
      for (Sample sample : samples) {
        product.setLong(1, sample.id());
        product.setString(2, sample.brand());
        product.setString(3, sample.category());
        product.setObject(4, sample.day());
        product.setString(5, sample.name());
        product.execute();
        rating.setInt(1, sample.fives());
        rating.setLong(2, sample.id());
        rating.execute();
      }
    }
  }

  @AfterAll
  void close() {
    database.close();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RELEVANCE")
  void all_pages_together_hold_each_product_once_and_in_order(ProductSort sort) {
    for (Optional<String> category : choices("two", "none-such")) {
      for (Optional<String> brand : choices("three", "none-such")) {
        for (Optional<String> query : choices("ﾓｲｽﾄ", "100%")) {
          ProductFilter filter =
              new ProductFilter(List.of(), category, brand, query, sort, 7, Optional.empty());
          assertThat(walked(filter)).as(filter.toString()).isEqualTo(expected(filter));
        }
      }
    }
  }

  @Test
  void the_last_page_has_no_next_even_if_it_is_full() {
    ProductFilter filter = all(Optional.empty(), PRODUCTS);

    assertThat(queries.page(filter).items()).hasSize(PRODUCTS);
    assertThat(queries.page(filter).next()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE})
  void any_position_is_answered(long key) {
    for (ProductSort sort : ProductSort.values()) {
      if (sort == ProductSort.RELEVANCE) {
        continue; // without a query there is none
      }
      ProductFilter filter =
          new ProductFilter(
              List.of(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              sort,
              PRODUCTS,
              Optional.of(new Position(key, 1)));
      assertThat(queries.page(filter).items()).hasSize(key == Long.MAX_VALUE ? PRODUCTS : 0);
    }
  }

  /** The stored names are モイスト ローション and Moist 100%_'"\ クリーム. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "ー|both",
        "ロ|lotion",
        "ろ|lotion",
        "ﾛ|lotion",
        "ーム|cream",
        "もい|lotion",
        "もいすと|lotion",
        "ﾓｲｽﾄ ﾛｰｼｮﾝ|lotion",
        "モイスト　ローション|lotion",
        "ローショ|lotion",
        "mOiSt|cream",
        "ＭＯＩＳＴ|cream",
        "móist|cream",
        "t|both",
        "%|cream",
        "_|cream",
        "0%_|cream",
        "'|cream",
        "\"\\|cream",
        "\\|cream",
        "'\"\\ く|cream",
        "__|none",
        "%%|none",
        "モイスト%|none",
        "モ_スト|none",
        "ローモイ|none",
        "爪|none",
        "ト ロ ー|lotion",
        "ローション もいすと|lotion",
        "one ローション|lotion",
        "ローション クリーム|none"
      })
  void finds_brands_and_names_by_any_parts_in_any_order_and_spelling(String query, String found) {
    List<String> names =
        queries.page(all(Optional.of(query), PRODUCTS)).items().stream()
            .map(ProductSummary::name)
            .distinct()
            .sorted()
            .toList();

    List<String> wanted =
        switch (found) {
          case "both" -> List.of("Moist 100%_'\"\\ クリーム", "モイスト ローション");
          case "lotion" -> List.of("モイスト ローション");
          case "cream" -> List.of("Moist 100%_'\"\\ クリーム");
          default -> List.of();
        };
    assertThat(names).isEqualTo(wanted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0300", "\u0301\u0308", "\u00a8", "\u00b4", "\u00af", "\u00b8"})
  void accents_alone_are_found_nowhere(String query) {
    assertThat(queries.page(all(Optional.of(query), 10)).items()).isEmpty();
  }

  @Test
  void pages_by_relevance_hold_each_match_once_and_in_order() {
    ProductFilter filter =
        new ProductFilter(
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("ロ モイスト"),
            ProductSort.RELEVANCE,
            7,
            Optional.empty());

    List<Long> walked = walked(filter);

    assertThat(walked)
        .isEqualTo(
            samples.stream()
                .filter(sample -> sample.name().contains("モイスト"))
                .sorted(
                    Comparator.comparingLong(Sample::score)
                        .thenComparingLong(Sample::id)
                        .reversed())
                .map(Sample::id)
                .toList());
  }

  @Test
  void a_total_beyond_what_is_counted_is_an_estimate() {
    Total few = queries.total(all(Optional.of("クリーム"), 1));

    assertThat(few.exact()).isTrue();
    assertThat(few.count())
        .isEqualTo(samples.stream().filter(s -> s.name().contains("クリーム")).count());
  }

  @Test
  void a_product_page_tells_mean_and_histogram() {
    Sample rated = samples.stream().filter(sample -> sample.fives() == 2).findFirst().orElseThrow();

    Product product = queries.product(rated.id()).orElseThrow();

    assertThat(product.name()).isEqualTo(rated.name());
    assertThat(product.brand().slug()).isEqualTo(rated.brand());
    assertThat(product.category().slug()).isEqualTo(rated.category());
    assertThat(product.releasedOn()).isEqualTo(rated.day());
    assertThat(product.rating().count()).isEqualTo(2);
    assertThat(product.rating().mean()).contains(5.0);
    assertThat(product.rating().histogram()).containsExactly(0, 0, 0, 0, 2);
    assertThat(queries.product(PRODUCTS + 1)).isEmpty();
  }

  private static ProductFilter all(Optional<String> query, int limit) {
    return new ProductFilter(
        List.of(),
        Optional.empty(),
        Optional.empty(),
        query,
        ProductSort.RATING,
        limit,
        Optional.empty());
  }

  private static List<Optional<String>> choices(String... values) {
    return Stream.concat(Stream.of(Optional.<String>empty()), Stream.of(values).map(Optional::of))
        .toList();
  }

  private List<Long> walked(ProductFilter filter) {
    List<Long> ids = new ArrayList<>();
    Optional<Position> after = Optional.empty();
    do {
      Page<ProductSummary> page =
          queries.page(
              new ProductFilter(
                  List.of(),
                  filter.category(),
                  filter.brand(),
                  filter.query(),
                  filter.sort(),
                  filter.limit(),
                  after));
      page.items().forEach(product -> ids.add(product.id()));
      after = page.next();
      assertThat(after.isPresent()).isEqualTo(after.isPresent() && !page.items().isEmpty());
    } while (after.isPresent());
    return ids;
  }

  private List<Long> expected(ProductFilter filter) {
    return samples.stream()
        .filter(sample -> filter.category().filter(c -> !c.equals(sample.category())).isEmpty())
        .filter(sample -> filter.brand().filter(b -> !b.equals(sample.brand())).isEmpty())
        .filter(sample -> filter.query().filter(q -> !contains(sample.name(), q)).isEmpty())
        .sorted(
            Comparator.comparingLong((Sample sample) -> sample.key(filter.sort()))
                .thenComparingLong(Sample::id)
                .reversed())
        .map(Sample::id)
        .toList();
  }

  private static boolean contains(String name, String query) {
    return query.equals("ﾓｲｽﾄ") ? name.contains("モイスト") : name.contains(query);
  }
}
