package dev.logferry.api.database;

import dev.logferry.api.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings a database to the schema that this version of the service needs. */
public final class Migrations {

  private static final int OLDEST_MAJOR_VERSION = 14;

  private Migrations() {}

  /**
   * Runs the migrations that are missing. Several processes may do so at once: one does the work,
   * the others wait for it.
   *
   * @return how many were missing
   * @throws DatabaseException if it cannot connect, the server is too old, or a migration failed
   *     and was rolled back
   */
  public static int run(DatabaseSettings settings) {
    try (Connection connection = CommandConnection.open(settings)) {
      requireSuitableServer(connection);
      return flyway(settings).migrate().migrationsExecuted;
    } catch (FlywayException | SQLException e) {
      throw new DatabaseException(
          DatabaseException.Reason.FAILED, "the database cannot be migrated: " + e.getMessage(), e);
    }
  }

  private static void requireSuitableServer(Connection connection) throws SQLException {
    DatabaseMetaData server = connection.getMetaData();
    if (server.getDatabaseMajorVersion() < OLDEST_MAJOR_VERSION) {
      throw unsuitable(
          "it is PostgreSQL %s; use version %d or newer"
              .formatted(server.getDatabaseProductVersion(), OLDEST_MAJOR_VERSION));
    }
    try (Statement statement = connection.createStatement();
        ResultSet encoding = statement.executeQuery("show server_encoding")) {
      if (encoding.next() && !encoding.getString(1).equals("UTF8")) {
        throw unsuitable(
            "its encoding is %s; create it with the encoding UTF8"
                .formatted(encoding.getString(1)));
      }
    }
  }

  private static DatabaseException unsuitable(String why) {
    return new DatabaseException(
        DatabaseException.Reason.FAILED, "the database cannot be used: " + why);
  }

  private static Flyway flyway(DatabaseSettings settings) {
    return Flyway.configure()
        .dataSource(settings.url(), settings.user(), settings.password())
        .locations("classpath:db/migration")
        .load();
  }
}
