package dev.logferry.api.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.logferry.api.database.DatabaseException.Reason;
import dev.logferry.api.settings.DatabaseSettings;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.postgresql.jdbc.PgConnection;

/**
 * The connections, each lent to one question at a time. Who finds none free waits here and not in
 * HikariCP, which would each time ask another thread for a connection more.
 */
final class Pool implements AutoCloseable {

  private final DatabaseSettings settings;
  private final Duration silence;
  private final Deadlines deadlines = new Deadlines();
  private final Turns turns;
  private final HikariDataSource connections;

  /** Connects when first asked. */
  Pool(DatabaseSettings settings) {
    this.settings = settings;
    silence = ConnectionOptions.silence(settings);
    turns = new Turns(settings.poolSize(), settings.connectionTimeout(), deadlines);
    connections = new HikariDataSource(configuration(settings));
  }

  private static HikariConfig configuration(DatabaseSettings settings) {
    HikariConfig configuration = new HikariConfig();
    configuration.setPoolName("database");
    configuration.setDataSource(new PooledSource(settings));
    configuration.setUsername(settings.user());
    configuration.setPassword(settings.password());
    configuration.setMaximumPoolSize(settings.poolSize());
    configuration.setConnectionTimeout(settings.connectionTimeout().toMillis());
    // HikariCP takes no shorter one.
    configuration.setValidationTimeout(Math.max(250, settings.connectionTimeout().toMillis() / 2));
    configuration.setInitializationFailTimeout(-1);
    return configuration;
  }

  /** What is done with a connection. */
  interface Use<T> {

    T with(Connection connection) throws SQLException;
  }

  /**
   * Lends a connection.
   *
   * @throws DatabaseException with {@link Reason#OVERLOADED} if none is to be had in time
   * @throws SQLException of the use; by {@link SqlStates#timedOut} if the server fell silent
   */
  <T> T lend(Use<T> use) throws SQLException {
    long start = System.nanoTime();
    if (!turns.take()) {
      throw noneFree(start, Optional.empty());
    }
    try (Connection connection = connection(start)) {
      return bounded(use, connection);
    } finally {
      turns.giveBack();
    }
  }

  private Connection connection(long start) {
    try {
      return connections.getConnection();
    } catch (SQLException e) {
      throw noneFree(start, Optional.of(e));
    }
  }

  private DatabaseException noneFree(long start, Optional<SQLException> cause) {
    String message =
        "none of %d connections to the database was to be had in %d ms"
            .formatted(settings.poolSize(), (System.nanoTime() - start) / 1_000_000);
    return cause
        .map(e -> new DatabaseException(Reason.OVERLOADED, message, e))
        .orElseGet(() -> new DatabaseException(Reason.OVERLOADED, message));
  }

  private <T> T bounded(Use<T> use, Connection connection) throws SQLException {
    PgConnection physical = connection.unwrap(PgConnection.class);
    Deadlines.Deadline deadline = deadlines.after(silence, () -> abort(physical));
    try {
      return use.with(connection);
    } catch (SQLException e) {
      throw deadline.cancel() ? e : silent(e);
    } finally {
      if (!deadline.cancel()) {
        connections.evictConnection(connection);
      }
    }
  }

  /** Closes the socket under whoever reads or writes, without a word to the server. */
  private static void abort(PgConnection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException _) {
      // It is closed already.
    }
  }

  private SQLException silent(SQLException e) {
    SocketTimeoutException cause =
        new SocketTimeoutException("no answer in %d ms".formatted(silence.toMillis()));
    cause.addSuppressed(e);
    return new SQLException("The server fell silent.", e.getSQLState(), cause);
  }

  /** Those that are open now end when they are given back. */
  void replaceConnections() {
    gauge().ifPresent(HikariPoolMXBean::softEvictConnections);
  }

  int active() {
    return gauge().map(HikariPoolMXBean::getActiveConnections).orElse(0);
  }

  int idle() {
    return gauge().map(HikariPoolMXBean::getIdleConnections).orElse(0);
  }

  int waiting() {
    return turns.waiting() + gauge().map(HikariPoolMXBean::getThreadsAwaitingConnection).orElse(0);
  }

  private Optional<HikariPoolMXBean> gauge() {
    return Optional.ofNullable(connections.getHikariPoolMXBean());
  }

  @Override
  public void close() {
    connections.close();
    deadlines.close();
  }
}
