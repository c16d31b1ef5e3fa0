package dev.logferry.api.database;

import dev.logferry.api.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Asks the database for a sign of life, over a connection of its own that stays open. Whoever asks
 * while another one is asking gets the same answer.
 */
final class Probe implements AutoCloseable {

  /** For all of an ask: well below what whoever asks for readiness waits. */
  private static final Duration LIMIT = Duration.ofMillis(2_500);

  /** For what is left of it after a connection was lost. */
  private static final Duration LEAST = Duration.ofMillis(100);

  private final DatabaseSettings settings;
  private final ReentrantLock asking = new ReentrantLock();
  private final AtomicLong answers = new AtomicLong();
  private Optional<Connection> connection = Optional.empty();
  private Optional<DatabaseException> lastFailure = Optional.empty();

  Probe(DatabaseSettings settings) {
    this.settings = settings;
  }

  void check() {
    long known = answers.get();
    asking.lock();
    try {
      // Else another one's answer has come meanwhile.
      if (answers.get() == known) {
        lastFailure = ask(System.nanoTime());
        answers.incrementAndGet();
      }
      lastFailure.ifPresent(
          failure -> {
            throw failure;
          });
    } finally {
      asking.unlock();
    }
  }

  private Optional<DatabaseException> ask(long began) {
    try {
      if (connection.isPresent() && answers(connection.get(), began)) {
        return Optional.empty();
      }
      discard();
      Connection fresh = open(left(began));
      connection = Optional.of(fresh);
      requireSchema(fresh, began);
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
  private static boolean answers(Connection connection, long began) throws SQLException {
    try {
      requireSchema(connection, began);
      return true;
    } catch (SQLException e) {
      if (SqlStates.timedOut(e)) {
        throw e;
      }
      return false;
    }
  }

  private static void requireSchema(Connection connection, long began) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, Math.toIntExact(left(began).toMillis()));
    Schema.require(connection);
  }

  private static Duration left(long began) {
    Duration left = LIMIT.minusNanos(System.nanoTime() - began);
    return left.compareTo(LEAST) < 0 ? LEAST : left;
  }

  private Connection open(Duration limit) throws SQLException {
    Properties properties = ConnectionOptions.ofService(settings);
    // Of all steps together: the name's look-up, and each host of the address.
    properties.setProperty("loginTimeout", Double.toString(limit.toMillis() / 1000.0));
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
