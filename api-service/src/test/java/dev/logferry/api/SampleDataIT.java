package dev.logferry.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.api.database.CommandConnection;
import dev.logferry.api.database.TestDatabase;
import dev.logferry.api.settings.DatabaseSettings;
import dev.logferry.sampledata.SampleData;
import dev.logferry.sampledata.SampleDataException;
import dev.logferry.sampledata.SampleDataPlan;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SampleDataIT {

  private static final SampleDataPlan TINY =
      new SampleDataPlan(60, 2_000, 1, TestDatabase.NOW, false);

  private static final String ALL_ROWS =
      """
      select md5(string_agg(line, '|' order by line)) from (
        select review::text as line from review
        union all select product::text from product
        union all select product_listing::text from product_listing
        union all select brand::text from brand
        union all select category::text from category
        union all select ranking_place::text from ranking_place
        union all select ranking::text from ranking) as lines
      """;

  private static final String SCHEMA =
      """
      select string_agg(definition, E'\\n' order by definition) from (
        select pg_get_indexdef(indexrelid) as definition
        from pg_index join pg_class on pg_class.oid = indrelid
        where relnamespace = 'public'::regnamespace
        union all
        select conrelid::regclass || conname || pg_get_constraintdef(oid) from pg_constraint
        where connamespace = 'public'::regnamespace
        union all
        select attrelid::regclass || attname || attstattarget from pg_attribute
        where attstattarget >= 0 and attnum > 0) as definitions
      """;

  @Test
  void the_same_plan_makes_the_same_rows_and_another_seed_others() throws SQLException {
    String first = text(seeded(TINY), ALL_ROWS);

    assertThat(text(seeded(TINY), ALL_ROWS)).isEqualTo(first);
    assertThat(text(seeded(new SampleDataPlan(60, 2_000, 2, TestDatabase.NOW, false)), ALL_ROWS))
        .isNotEqualTo(first);
  }

  @Test
  void the_schema_is_whole_again_afterwards() throws SQLException {
    String before = text(TestDatabase.migrated(), SCHEMA);

    assertThat(text(seeded(TINY), SCHEMA)).isEqualTo(before);
  }

  @Test
  void summaries_count_what_there_is_and_no_review_is_older_than_its_product() throws SQLException {
    DatabaseSettings seeded = TestDatabase.seeded();

    assertThat(text(seeded, "select sum(review_count) || '/' || count(*) from product_listing"))
        .isEqualTo("10000/300");
    assertThat(
            text(
                seeded,
                """
                select count(*)::text from product_listing where not exists (
                  select from review where review.product_id = product_listing.product_id
                  having count(*) filter (where rating = 1) = ratings_1
                    and count(*) filter (where rating = 5) = ratings_5 and count(*) = review_count)
                """))
        .isEqualTo("0");
    assertThat(text(seeded, "select count(*)::text from product_listing where review_count = 0"))
        .isNotEqualTo("0");
    assertThat(text(seeded, "select max(posted_at at time zone 'UTC') < '2026-11-22' from review"))
        .isEqualTo("t");
    assertThat(
            text(
                seeded,
                "select count(*)::text from review join product on product.id = product_id where posted_at < released_on"))
        .isEqualTo("0");
    assertThat(text(seeded, "select count(distinct (category_id, period)) from ranking_place"))
        .isNotEqualTo("0");
  }

  @Test
  void new_rows_get_ids_of_their_own() throws SQLException {
    DatabaseSettings seeded = seeded(TINY);
    assertThat(
            text(
                seeded,
                """
                insert into review (product_id, posted_at, rating, skin_type, age_group, nickname, title, body)
                values (1, now(), 5, 1, 20, 'n', 't', 'b') returning id::text
                """))
        .isEqualTo("2001");
  }

  @Test
  void refuses_a_database_that_holds_something_unless_told_to_replace_it() throws SQLException {
    DatabaseSettings settings = seeded(TINY);
    String before = text(settings, ALL_ROWS);

    assertThatThrownBy(
            () -> load(settings, new SampleDataPlan(60, 5, 1, TestDatabase.NOW, false), _ -> {}))
        .isInstanceOf(SampleDataException.class)
        .hasMessageContaining("--replace");
    assertThat(text(settings, ALL_ROWS)).isEqualTo(before);

    List<String> progress = new ArrayList<>();
    load(settings, new SampleDataPlan(60, 5, 1, TestDatabase.NOW, true), progress::add);
    assertThat(text(settings, "select count(*)::text from review")).isEqualTo("5");
    assertThat(progress)
        .anyMatch(line -> line.endsWith("loading 5 reviews"))
        .last()
        .asString()
        .endsWith("done");
  }

  @Test
  void says_what_to_do_when_there_is_no_schema() {
    assertThatThrownBy(() -> load(TestDatabase.empty(), TINY, _ -> {}))
        .isInstanceOf(SampleDataException.class)
        .hasMessageContaining("migrate");
  }

  private static void load(
      DatabaseSettings settings, SampleDataPlan plan, Consumer<String> progress) {
    SampleData.load(settings.url(), settings.user(), settings.password(), plan, progress);
  }

  private static DatabaseSettings seeded(SampleDataPlan plan) {
    DatabaseSettings settings = TestDatabase.migrated();
    TestDatabase.fill(settings, plan);
    return settings;
  }

  private static String text(DatabaseSettings settings, String sql) throws SQLException {
    try (Connection connection = CommandConnection.open(settings);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }
}
