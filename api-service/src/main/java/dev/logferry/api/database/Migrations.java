package dev.logferry.api.database;

import dev.logferry.api.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings a database to the schema that this version of the service needs. */
public final class Migrations {

  private Migrations() {}

  /**
   * Does what is missing. Several may run at once: one does the work, the others wait for it.
   *
   * @return how many steps were missing
   * @throws DatabaseException if it can't connect, or a step failed; then none of that step is done
   */
  public static int run(DatabaseSettings settings) {
    try (Connection _ = CommandConnection.open(settings)) {
      return flyway(settings).migrate().migrationsExecuted;
    } catch (FlywayException | SQLException e) {
      throw new DatabaseException(
          DatabaseException.Reason.FAILED, "the database cannot be migrated: " + e.getMessage(), e);
    }
  }

  private static Flyway flyway(DatabaseSettings settings) {
    return Flyway.configure()
        .dataSource(settings.url(), settings.user(), settings.password())
        .locations("classpath:db/migration")
        .load();
  }
}
