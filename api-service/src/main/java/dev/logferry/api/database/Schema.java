package dev.logferry.api.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Whether a database has the schema that this version needs. */
public final class Schema {

  /** The last step of the migrations, without which some query fails. */
  static final String NEEDED_STEP = "4";

  private static final String HAS_STEP =
      "select from flyway_schema_history where success and version = '%s'".formatted(NEEDED_STEP);
  private static final String NO_SUCH_TABLE = "42P01";

  private Schema() {}

  /**
   * Fails if not; a newer schema is fine.
   *
   * @throws DatabaseException with the remedy
   */
  public static void require(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(HAS_STEP)) {
      if (!result.next()) {
        throw lacking();
      }
    } catch (SQLException e) {
      if (SqlStates.state(e).equals(NO_SUCH_TABLE)) {
        throw lacking();
      }
      throw e;
    }
  }

  private static DatabaseException lacking() {
    return new DatabaseException(
        DatabaseException.Reason.UNAVAILABLE,
        "the database lacks step %s of the schema: run the command migrate of this version"
            .formatted(NEEDED_STEP));
  }
}
