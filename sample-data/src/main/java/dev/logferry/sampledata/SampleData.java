package dev.logferry.sampledata;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Fills a migrated database with sample data, in one transaction. Ratings and rankings stay empty
 * until the API's command {@code refresh-rankings} computes them.
 */
public final class SampleData {

  private static final String CONTAINS_ANYTHING =
      "select exists (select from product) or exists (select from brand) or exists (select from category)";
  private static final String EMPTY =
      "truncate brand, category, product, product_listing, review, ranking, ranking_place restart identity";
  private static final String NEXT_IDS =
      """
      select setval(pg_get_serial_sequence('product', 'id'), coalesce(max(id), 1)) from product
      union all
      select setval(pg_get_serial_sequence('review', 'id'), coalesce(max(id), 1)) from review
      """;
  private static final String NO_SUCH_TABLE = "42P01";

  private final SampleDataPlan plan;
  private final Progress progress;

  private SampleData(SampleDataPlan plan, Consumer<String> progress) {
    this.plan = plan;
    this.progress = new Progress(progress);
  }

  /**
   * Loads sample data into the database that the variables {@code DATABASE_URL}, {@code
   * DATABASE_USER} and {@code DATABASE_PASSWORD} name. The exit status is 0 on success, 1 if it
   * failed, 2 for wrong arguments.
   */
  public static void main(String... arguments) {
    Map<String, String> environment = System.getenv();
    try {
      SampleDataPlan plan = Arguments.parse(List.of(arguments), Instant.now());
      String url = environment.getOrDefault("DATABASE_URL", "");
      String user = environment.getOrDefault("DATABASE_USER", "api");
      load(url, user, environment.getOrDefault("DATABASE_PASSWORD", ""), plan, System.out::println);
    } catch (IllegalArgumentException e) {
      System.err.println("Cannot load sample data: " + e.getMessage());
      System.exit(2);
    } catch (SampleDataException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /**
   * Loads sample data.
   *
   * @param url {@code postgresql://host:port/database}, with or without {@code jdbc:} before it
   * @param progress receives a sentence for each step
   * @throws IllegalArgumentException if the URL is not one of PostgreSQL
   * @throws SampleDataException if the database fails, or is not empty although it should be; then
   *     nothing has changed
   */
  public static void load(
      String url, String user, String password, SampleDataPlan plan, Consumer<String> progress) {
    String jdbc = url.startsWith("jdbc:") ? url : "jdbc:" + url;
    if (!jdbc.startsWith("jdbc:postgresql://")) {
      throw new IllegalArgumentException(
          "DATABASE_URL: give an address like postgresql://host:5432/database");
    }
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("options", "-c statement_timeout=0 -c timezone=UTC");
    try (Connection connection = DriverManager.getConnection(jdbc, properties)) {
      connection.setAutoCommit(false);
      new SampleData(plan, progress).fill(connection);
      connection.commit();
      progress.accept("done");
    } catch (SQLException e) {
      String remedy =
          NO_SUCH_TABLE.equals(e.getSQLState()) ? ": run the API's command migrate first" : "";
      throw new SampleDataException(
          "the sample data could not be loaded%s (%s)".formatted(remedy, e.getMessage()), e);
    }
  }

  private void fill(Connection connection) throws SQLException {
    requireRoom(connection);
    execute(connection, EMPTY);
    Catalogue catalogue = new Catalogue(plan);
    fillBrandsAndCategories(connection, catalogue);
    DeferredIndexes productIndexes = DeferredIndexes.of(connection, "product_listing");
    progress.rows("products", plan.products());
    new Loading(connection, progress)
        .load(
            ProductChunk.COLUMNS,
            plan.products(),
            (first, count) -> ProductChunk.rows(catalogue, first, count));
    productIndexes.restore(progress::step);
    DeferredIndexes reviewIndexes = DeferredIndexes.of(connection, "review");
    progress.rows("reviews", plan.reviews());
    ReviewChunk reviews = new ReviewChunk(plan, catalogue);
    new Loading(connection, progress).load(ReviewChunk.COLUMNS, plan.reviews(), reviews::rows);
    reviewIndexes.restore(progress::step);
    progress.step("analyzing");
    execute(connection, "analyze brand, category, product, product_listing, review");
    execute(connection, NEXT_IDS);
  }

  private void requireRoom(Connection connection) throws SQLException {
    if (!plan.replace() && isTrue(connection, CONTAINS_ANYTHING)) {
      throw new SampleDataException(
          "the database contains products already: add --replace to delete all of it, or name another database");
    }
  }

  private static void fillBrandsAndCategories(Connection connection, Catalogue catalogue)
      throws SQLException {
    List<SampleVocabulary.Kind> brands =
        IntStream.range(0, catalogue.brands()).mapToObj(SampleVocabulary::brand).toList();
    insert(connection, "brand", brands);
    insert(connection, "category", SampleVocabulary.CATEGORIES);
  }

  private static void insert(Connection connection, String table, List<SampleVocabulary.Kind> kinds)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("insert into %s (slug, name) values (?, ?)".formatted(table))) {
      for (SampleVocabulary.Kind kind : kinds) {
        statement.setString(1, kind.slug());
        statement.setString(2, kind.name());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static boolean isTrue(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next() && result.getBoolean(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
