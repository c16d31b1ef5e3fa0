package dev.logferry.api.seed;

import dev.logferry.api.database.CommandConnection;
import dev.logferry.api.database.DatabaseException;
import dev.logferry.api.database.Schema;
import dev.logferry.api.ranking.RankingRefresh;
import dev.logferry.api.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Fills a migrated database with sample data, in one transaction. */
public final class Seed {

  private static final String HOLDS_ANYTHING =
      "select exists (select from product) or exists (select from brand) or exists (select from category)";
  private static final String EMPTY =
      "truncate brand, category, product, product_listing, review, ranking, ranking_place restart identity";
  private static final String NEXT_IDS =
      """
      select setval(pg_get_serial_sequence('product', 'id'), coalesce(max(id), 1)) from product
      union all
      select setval(pg_get_serial_sequence('review', 'id'), coalesce(max(id), 1)) from review
      """;

  private final SeedPlan plan;
  private final Progress progress;
  private String outcome = "the sample data could not be loaded, and nothing has changed";

  private Seed(SeedPlan plan, Consumer<String> progress) {
    this.plan = plan;
    this.progress = new Progress(progress);
  }

  /**
   * Does it, ending with counted ratings and rankings.
   *
   * @param progress told in sentences what is being done
   * @throws DatabaseException if the database fails, or isn't empty although it should be; says
   *     what has changed
   */
  public static void run(DatabaseSettings settings, SeedPlan plan, Consumer<String> progress) {
    Seed seed = new Seed(plan, progress);
    try (Connection connection = CommandConnection.open(settings)) {
      Schema.require(connection);
      connection.setAutoCommit(false);
      seed.fill(connection);
      seed.commit(connection);
      seed.finish(connection);
    } catch (SQLException e) {
      throw new DatabaseException(
          DatabaseException.Reason.FAILED, seed.outcome + ": " + e.getMessage(), e);
    }
  }

  private void fill(Connection connection) throws SQLException {
    requireRoom(connection);
    execute(connection, EMPTY);
    Catalogue catalogue = new Catalogue(plan);
    fillBrandsAndCategories(connection, catalogue);
    SetAside productIndexes = SetAside.of(connection, "product_listing");
    progress.rows("products", plan.products());
    new Loading(connection, progress)
        .load(
            ProductChunk.COLUMNS,
            plan.products(),
            (first, count) -> ProductChunk.rows(catalogue, first, count));
    SetAside reviewIndexes = SetAside.of(connection, "review");
    progress.rows("reviews", plan.reviews());
    ReviewChunk reviews = new ReviewChunk(plan, catalogue);
    new Loading(connection, progress).load(ReviewChunk.COLUMNS, plan.reviews(), reviews::rows);
    reviewIndexes.restore(progress::step);
    progress.step("analyzing");
    execute(connection, "analyze brand, category, product, review");
    progress.step("counting ratings and ranking");
    RankingRefresh.refresh(connection, plan.now());
    productIndexes.restore(progress::step);
    execute(connection, "analyze ranking, ranking_place");
    execute(connection, NEXT_IDS);
  }

  private void commit(Connection connection) throws SQLException {
    outcome =
        "whether the sample data was loaded is not known, since the database did not confirm it; load it again with --replace";
    connection.commit();
    outcome =
        "the sample data is loaded, but cleaning up after it failed; `vacuum (analyze) product_listing` makes up for it";
    connection.setAutoCommit(true);
  }

  /** Counting left as many dead rows in this table as it has live ones. */
  private void finish(Connection connection) throws SQLException {
    progress.step("cleaning up");
    execute(connection, "vacuum (analyze) product_listing");
    progress.step("done");
  }

  private void requireRoom(Connection connection) throws SQLException {
    if (!plan.replace() && isTrue(connection, HOLDS_ANYTHING)) {
      throw new DatabaseException(
          DatabaseException.Reason.FAILED,
          "the database holds products already: add --replace to delete all of it, or name another database");
    }
  }

  private static void fillBrandsAndCategories(Connection connection, Catalogue catalogue)
      throws SQLException {
    List<Words.Kind> brands =
        IntStream.range(0, catalogue.brands()).mapToObj(Words::brand).toList();
    insert(connection, "brand", brands);
    insert(connection, "category", Words.CATEGORIES);
  }

  private static void insert(Connection connection, String table, List<Words.Kind> kinds)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("insert into %s (slug, name) values (?, ?)".formatted(table))) {
      for (Words.Kind kind : kinds) {
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
