package dev.logferry.api.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.api.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How the server plans each hot query on a database of some size: it reads few rows, and reads no
 * large table from end to end.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlansIT {

  private static final Pattern LARGE_SCAN =
      Pattern.compile("Seq Scan on (product|product_listing|review|ranking_place)\\b.*");
  private static final Pattern ROWS = Pattern.compile("actual rows=([0-9.]+) loops=(\\d+)");
  private static final Pattern REMOVED = Pattern.compile("Rows Removed by .*: (\\d+)");
  private static final Pattern SORTED = Pattern.compile("Sort +\\(cost=.* rows=(\\d+)");

  /** Of 20,000 products and 200,000 reviews, most of which a page does not need. */
  private static final int ROWS_LOOKED_AT = 8_000;

  /** The server may read all matches of a common word, in several nodes of the plan. */
  private static final int ROWS_RANKED = 100_000;

  /** Searches sort up to 2,000 matches by rating, and again by relevance. */
  private static final int ROWS_SORTED = 4_500;

  private DatabaseSettings settings = TestDatabase.ofSomeSize();
  private Connection connection = CommandConnection.open(settings);

  @BeforeAll
  void asTheServiceAsks() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set jit = off");
      statement.execute("set max_parallel_workers_per_gather = 0");
    }
  }

  @AfterAll
  void close() throws SQLException {
    connection.close();
  }

  static Stream<HotQuery> hotQueries() {
    return HotQueries.all();
  }

  @ParameterizedTest
  @MethodSource("hotQueries")
  void looks_at_few_rows(HotQuery hot) throws SQLException {
    String plan = planForValues("explain (analyze, timing off) ", hot.query());

    assertThat(plan).doesNotContainPattern(LARGE_SCAN);
    boolean ranked = hot.name().contains("sort=RELEVANCE");
    assertThat(rowsLookedAt(plan)).as(plan).isLessThan(ranked ? ROWS_RANKED : ROWS_LOOKED_AT);
    assertThat(rowsSorted(plan)).as(plan).isLessThan(ROWS_SORTED);
  }

  @ParameterizedTest
  @MethodSource("hotQueries")
  void has_a_plan_for_any_values_that_is_no_worse(HotQuery hot) throws SQLException {
    if (hot.query().plannedForValues()) {
      return; // It never has such a plan.
    }
    String plan = planForAnyValues(hot.query());

    assertThat(plan).doesNotContainPattern(LARGE_SCAN);
    assertThat(rowsSorted(plan)).as(plan).isLessThan(ROWS_SORTED);
  }

  @Test
  void would_notice_a_scan_and_a_large_sort() throws SQLException {
    Query slow = Query.of("select * from review where rating > ? order by title", 1);
    String plan = planForValues("explain (analyze, timing off) ", slow);

    assertThat(plan).containsPattern(LARGE_SCAN);
    assertThat(rowsLookedAt(plan)).isGreaterThan(ROWS_LOOKED_AT);
    assertThat(rowsSorted(plan)).isGreaterThan(ROWS_SORTED);
  }

  private String planForValues(String explain, Query query) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(explain + query.sql())) {
      for (int i = 0; i < query.values().size(); i++) {
        statement.setObject(i + 1, query.values().get(i));
      }
      return lines(statement.executeQuery());
    }
  }

  /** Placeholders without values need the simple protocol. */
  private String planForAnyValues(Query query) throws SQLException {
    String sql = query.sql();
    for (int i = 1; sql.contains("?"); i++) {
      sql = sql.replaceFirst("\\?", "\\$" + i);
    }
    Properties properties = ConnectionOptions.ofCommand(settings);
    properties.setProperty("preferQueryMode", "simple");
    try (Connection simple = DriverManager.getConnection(settings.url(), properties);
        Statement statement = simple.createStatement()) {
      return lines(statement.executeQuery("explain (generic_plan) " + sql));
    }
  }

  private static String lines(ResultSet result) throws SQLException {
    List<String> lines = new ArrayList<>();
    while (result.next()) {
      lines.add(result.getString(1));
    }
    return String.join("\n", lines);
  }

  private static double rowsLookedAt(String plan) {
    double rows = 0;
    for (Matcher matcher = ROWS.matcher(plan); matcher.find(); ) {
      rows += Double.parseDouble(matcher.group(1)) * Long.parseLong(matcher.group(2));
    }
    for (Matcher matcher = REMOVED.matcher(plan); matcher.find(); ) {
      rows += Long.parseLong(matcher.group(1));
    }
    return rows;
  }

  private static long rowsSorted(String plan) {
    return SORTED.matcher(plan).results().mapToLong(m -> Long.parseLong(m.group(1))).sum();
  }
}
