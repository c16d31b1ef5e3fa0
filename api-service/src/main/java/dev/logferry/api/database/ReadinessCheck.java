package dev.logferry.api.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.logferry.api.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.SQLException;

/** Asks the database over a connection of its own whether it responds and has the schema. */
final class ReadinessCheck implements AutoCloseable {

  /** Well below the patience of those who ask for readiness; each step takes as long at most. */
  private static final int LIMIT_MILLIS = 1_500;

  private final HikariDataSource connection;

  ReadinessCheck(DatabaseSettings settings) {
    HikariConfig configuration = ConnectionOptions.pool(settings, "readiness", 1);
    configuration.setConnectionTimeout(LIMIT_MILLIS);
    configuration.addDataSourceProperty("socketTimeout", "2");
    connection = new HikariDataSource(configuration);
  }

  void run() {
    try (Connection open = connection.getConnection()) {
      Schema.require(open);
    } catch (SQLException e) {
      throw SqlStates.ofConnection(e.getCause() instanceof SQLException cause ? cause : e);
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
