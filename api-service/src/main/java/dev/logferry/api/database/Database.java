package dev.logferry.api.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import dev.logferry.api.database.DatabaseException.Reason;
import dev.logferry.api.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.PGStatement;

/**
 * Queries PostgreSQL over a pool of connections. A bounded number of queries waits for a connection
 * in the order of their arrival; one more fails at once instead of piling up. Thread-safe.
 */
public final class Database implements AutoCloseable {

  /**
   * While the database is unavailable, one query in this time tries it; the others fail at once.
   */
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final DatabaseSettings settings;
  // HikariCP bounds how long a query waits for a connection, but not how many wait.
  private final Semaphore permits;
  private final HikariDataSource pool;
  private final ReadinessCheck readiness;
  private final AtomicLong unavailableSince = new AtomicLong();
  private volatile boolean unavailable;

  /** Without metrics. */
  public Database(DatabaseSettings settings) {
    this(settings, Optional.empty());
  }

  /** Connects at the first query, so that the service starts without its database. */
  public Database(DatabaseSettings settings, Optional<MetricsTrackerFactory> metrics) {
    this.settings = settings;
    permits = new Semaphore(settings.poolSize(), true);
    HikariConfig configuration = ConnectionOptions.pool(settings, "database", settings.poolSize());
    configuration.setConnectionTimeout(settings.connectionTimeout().toMillis());
    metrics.ifPresent(configuration::setMetricsTrackerFactory);
    pool = new HikariDataSource(configuration);
    readiness = new ReadinessCheck(settings);
  }

  /**
   * All rows of the result.
   *
   * @throws DatabaseException if there is none
   */
  public <T> List<T> list(Query query, RowReader<T> reader) {
    failFast();
    admit();
    try {
      List<T> rows = rows(query, reader);
      unavailable = false;
      return rows;
    } catch (DatabaseException e) {
      if (e.reason() == Reason.UNAVAILABLE) {
        unavailableSince.set(System.nanoTime());
        unavailable = true;
      }
      throw e;
    } finally {
      permits.release();
    }
  }

  /** The first row of the result; empty if there is none. */
  public <T> Optional<T> first(Query query, RowReader<T> reader) {
    return list(query, reader).stream().findFirst();
  }

  private void failFast() {
    if (unavailable) {
      long now = System.nanoTime();
      long since = unavailableSince.get();
      // The thread that sets the time tries the database.
      if (now - since < RETRY.toNanos() || !unavailableSince.compareAndSet(since, now)) {
        throw new DatabaseException(
            Reason.UNAVAILABLE, "the database was unavailable a moment ago");
      }
    }
  }

  private void admit() {
    if (permits.tryAcquire()) {
      return;
    }
    int most = settings.maxConcurrentQueries() - settings.poolSize();
    if (permits.getQueueLength() >= most) {
      throw new DatabaseException(Reason.OVERLOADED, "%d queries are waiting".formatted(most));
    }
    long limit = settings.connectionTimeout().toMillis();
    try {
      if (!permits.tryAcquire(limit, TimeUnit.MILLISECONDS)) {
        throw new DatabaseException(
            Reason.OVERLOADED, "no connection became free within %d ms".formatted(limit));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseException(Reason.OVERLOADED, "the service is stopping", e);
    }
  }

  /** A database that was restarted leaves a pool of dead connections: one more attempt. */
  private <T> List<T> rows(Query query, RowReader<T> reader) {
    try {
      return attempt(query, reader);
    } catch (SQLException e) {
      if (!SqlStates.connectionLost(e)) {
        throw SqlStates.ofQuery(e);
      }
      Optional.ofNullable(pool.getHikariPoolMXBean())
          .ifPresent(HikariPoolMXBean::softEvictConnections);
    }
    try {
      return attempt(query, reader);
    } catch (SQLException e) {
      throw SqlStates.ofQuery(e);
    }
  }

  private <T> List<T> attempt(Query query, RowReader<T> reader) throws SQLException {
    try (Connection connection = connection();
        PreparedStatement statement = connection.prepareStatement(query.sql())) {
      if (query.plannedForValues()) {
        statement.unwrap(PGStatement.class).setPrepareThreshold(0);
      }
      for (int i = 0; i < query.values().size(); i++) {
        statement.setObject(i + 1, query.values().get(i));
      }
      List<T> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(reader.read(result));
        }
      }
      return rows;
    }
  }

  /** There is one for each permit, so a pool that has none cannot connect. */
  private Connection connection() {
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      throw SqlStates.ofConnection(e.getCause() instanceof SQLException cause ? cause : e);
    }
  }

  /**
   * Whether it responds now and has the schema that this version needs. Does not use the pool: a
   * busy database is not an unavailable one. Takes a few seconds at most.
   *
   * @throws DatabaseException if not, with a message for an operator
   */
  public void check() {
    readiness.run();
  }

  /** Connections that a query is using. */
  int activeConnections() {
    return settings.poolSize() - permits.availablePermits();
  }

  /** Queries that wait for a connection. */
  public int waitingQueries() {
    return permits.getQueueLength();
  }

  @Override
  public void close() {
    pool.close();
    readiness.close();
  }
}
