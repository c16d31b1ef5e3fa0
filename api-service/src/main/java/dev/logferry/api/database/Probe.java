package dev.logferry.api.database;

import dev.logferry.api.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Asks the database for a sign of life, over a connection of its own that stays open. Whoever asks
 * while another one is asking gets the same answer.
 */
final class Probe implements AutoCloseable {

  /** Together less than what whoever asks for readiness waits. */
  private static final String CONNECT_SECONDS = "1";

  private static final String ANSWER_SECONDS = "2";

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
      Schema.require(fresh);
      return Optional.empty();
    } catch (SQLException e) {
      discard();
      return Optional.of(SqlStates.ofConnection(e));
    } catch (DatabaseException e) {
      discard();
      return Optional.of(e);
    }
  }

  /**
   * An open connection may have been lost although the database is there: then a new one decides.
   * Not after silence, which would only be waited for twice.
   */
  private static boolean answers(Connection connection) throws SQLException {
    try {
      Schema.require(connection);
      return true;
    } catch (SQLException e) {
      if (SqlStates.timedOut(e)) {
        throw e;
      }
      return false;
    }
  }

  private Connection open() throws SQLException {
    Properties properties = ConnectionOptions.ofService(settings);
    properties.setProperty("socketTimeout", ANSWER_SECONDS);
    properties.setProperty("connectTimeout", CONNECT_SECONDS);
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
