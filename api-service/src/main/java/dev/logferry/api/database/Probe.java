package dev.logferry.api.database;

import dev.logferry.api.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Asks the database for a sign of life, over a connection of its own that stays open. Whoever asks
 * while another one is asking gets the same answer.
 */
final class Probe implements AutoCloseable {

  private final DatabaseSettings settings;
  private final ReentrantLock asking = new ReentrantLock();
  private Optional<Connection> connection = Optional.empty();
  private Optional<DatabaseException> lastFailure = Optional.empty();
  private long lastBegan = System.nanoTime();

  Probe(DatabaseSettings settings) {
    this.settings = settings;
  }

  void check() {
    long came = System.nanoTime();
    asking.lock();
    try {
      if (lastBegan - came <= 0) {
        lastBegan = System.nanoTime();
        lastFailure = ask();
      }
      lastFailure.ifPresent(
          failure -> {
            throw failure;
          });
    } finally {
      asking.unlock();
    }
  }

  private Optional<DatabaseException> ask() {
    try {
      if (connection.isPresent() && answers(connection.get())) {
        return Optional.empty();
      }
      discard();
      Connection fresh = open();
      connection = Optional.of(fresh);
      roundTrip(fresh);
      return Optional.empty();
    } catch (SQLException e) {
      discard();
      return Optional.of(
          new DatabaseException(
              DatabaseException.Reason.UNAVAILABLE,
              "the database does not answer: " + e.getMessage(),
              e));
    }
  }

  private static boolean answers(Connection connection) {
    try {
      roundTrip(connection);
      return true;
    } catch (SQLException _) {
      // An old connection may be lost although the database is there: a new one decides.
      return false;
    }
  }

  private static void roundTrip(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select");
    }
  }

  private Connection open() throws SQLException {
    Properties properties = ConnectionOptions.ofService(settings);
    properties.setProperty("socketTimeout", "1");
    properties.setProperty("connectTimeout", "1");
    properties.setProperty("loginTimeout", "2");
    return DriverManager.getConnection(settings.url(), properties);
  }

  private void discard() {
    connection.ifPresent(
        open -> {
          try {
            open.close();
          } catch (SQLException _) {
            // It is given up anyway.
          }
        });
    connection = Optional.empty();
  }

  @Override
  public void close() {
    asking.lock();
    try {
      discard();
    } finally {
      asking.unlock();
    }
  }
}
