package dev.logferry.api.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.api.settings.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsIT {

  private static final Path STEPS = Path.of("src/main/resources/db/migration");

  /** The steps that have another text now. */
  private static final Path EARLIER_BUILD = Path.of("src/test/resources/db/earlier-build");

  @Test
  void several_at_once_do_each_step_once() throws IOException {
    DatabaseSettings settings = TestDatabase.empty();

    List<CompletableFuture<Integer>> runs =
        IntStream.range(0, 3)
            .mapToObj(_ -> CompletableFuture.supplyAsync(() -> Migrations.run(settings)))
            .toList();

    assertThat(runs.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(steps().size());
    assertThat(Migrations.run(settings)).isZero();
  }

  @Test
  void steps_that_ran_elsewhere_never_change() throws SQLException {
    try (Connection connection = CommandConnection.open(TestDatabase.migrated());
        Statement statement = connection.createStatement()) {
      assertThat(
              text(
                  statement,
                  """
                  select string_agg(version || ': ' || checksum, ', ' order by installed_rank)
                  from flyway_schema_history where version in ('1', '2', '3')
                  """))
          .isEqualTo("1: -1251681254, 2: -372775331, 3: 927052591");
    }
  }

  @Test
  void a_database_of_an_earlier_build_keeps_its_products_and_gets_the_schema_of_a_new_one(
      @TempDir Path earlier) throws Exception {
    for (String step : steps().subList(0, 3)) {
      Path own = EARLIER_BUILD.resolve(step);
      Files.copy(Files.exists(own) ? own : STEPS.resolve(step), earlier.resolve(step));
    }
    DatabaseSettings settings = TestDatabase.empty();
    Flyway.configure()
        .dataSource(settings.url(), settings.user(), settings.password())
        .locations("filesystem:" + earlier)
        .load()
        .migrate();
    insertProducts(settings);

    assertThat(Migrations.run(settings)).isEqualTo(steps().size() - 3);

    DatabaseSettings fresh = TestDatabase.migrated();
    insertProducts(fresh);
    assertThat(schemaAndListing(settings)).isEqualTo(schemaAndListing(fresh)).contains("ωmega");
  }

  private static void insertProducts(DatabaseSettings settings) throws SQLException {
    try (Connection connection = CommandConnection.open(settings);
        Statement statement = connection.createStatement()) {
      statement.execute("insert into brand (slug, name) values ('omega', 'ΩＭＥＧＡ')");
      statement.execute("insert into category (slug, name) values ('nail', 'ネイル')");
      statement.execute(
          """
          insert into product (id, brand_id, category_id, price_yen, released_on, name, description)
          values (7, 1, 1, 100, '2026-01-01', 'ﾈｲﾙ Étude', ''), (8, 1, 1, 200, '2026-01-02', 'ジェル', '')
          """);
    }
  }

  /** Functions, columns, indexes and triggers, and what is searched. */
  private static String schemaAndListing(DatabaseSettings settings) throws SQLException {
    try (Connection connection = CommandConnection.open(settings);
        Statement statement = connection.createStatement()) {
      return text(
          statement,
          """
          select string_agg(line, E'\n' order by line collate "C") from (
            select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
            union all select concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default)
              from information_schema.columns
              where table_schema = 'public' and table_name <> 'flyway_schema_history'
            union all select indexdef from pg_indexes
              where schemaname = 'public' and tablename <> 'flyway_schema_history'
            union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
            union all select product_id || ' ' || search_text from product_listing
          ) as lines (line)
          """);
    }
  }

  @Test
  void the_service_needs_the_last_step() throws IOException {
    assertThat(steps()).last().asString().startsWith("V" + Schema.NEEDED_STEP + "__");
  }

  @Test
  void says_what_to_look_at_when_there_is_no_database() {
    DatabaseSettings nowhere =
        new DatabaseSettings(
            "jdbc:postgresql://127.0.0.1:1/reviews",
            "api",
            "",
            1,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            1);

    assertThatThrownBy(() -> Migrations.run(nowhere))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("DATABASE_URL");
  }

  @Test
  void a_new_product_is_listed_and_a_new_category_ranked_at_once() throws SQLException {
    DatabaseSettings settings = TestDatabase.migrated();
    try (Connection connection = CommandConnection.open(settings);
        Statement statement = connection.createStatement()) {
      statement.execute("insert into brand (slug, name) values ('lumi', 'ルミ')");
      statement.execute("insert into category (slug, name) values ('nail', 'ネイル')");
      statement.execute(
          """
          insert into product (id, brand_id, category_id, price_yen, released_on, name, description)
          values (7, 1, 1, 100, '2026-01-01', 'ﾈｲﾙ', '')
          """);
      assertThat(text(statement, "select review_count || search_text from product_listing"))
          .isEqualTo("0るみ ねいる");
      assertThat(text(statement, "select count(*)::text from ranking")).isEqualTo("3");

      statement.execute("update product set name = 'Ｎａｉｌ', released_on = '2025-01-01'");
      assertThat(text(statement, "select search_text || released_on from product_listing"))
          .isEqualTo("るみ nail2025-01-01");

      statement.execute("update brand set name = 'ＬＵＭＩ'");
      assertThat(text(statement, "select search_text from product_listing")).isEqualTo("lumi nail");
    }
  }

  @Test
  void refuses_what_the_api_could_not_tell() throws SQLException {
    DatabaseSettings settings = TestDatabase.migrated();
    try (Connection connection = CommandConnection.open(settings);
        Statement statement = connection.createStatement()) {
      for (String slug : List.of("Big", "two--hyphens", "-first", "ニホン", "a".repeat(65), "")) {
        assertThatThrownBy(
                () ->
                    statement.execute(
                        "insert into brand (slug, name) values ('%s', 'B')".formatted(slug)))
            .as(slug)
            .hasMessageContaining("brand_slug_is_a_slug");
      }
    }
  }

  private static List<String> steps() throws IOException {
    try (Stream<Path> files = Files.list(STEPS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.startsWith("V"))
          .sorted()
          .toList();
    }
  }

  private static String text(Statement statement, String sql) throws SQLException {
    try (ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }
}
