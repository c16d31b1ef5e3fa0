package dev.logferry.api.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.logferry.api.database.DatabaseException.Reason;
import dev.logferry.api.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.postgresql.PGStatement;

/**
 * Asks PostgreSQL: a pool of connections, and a bound on how many questions are asked or waiting at
 * once, above which a question fails at once instead of piling up.
 */
public final class Database implements AutoCloseable {

  private final DatabaseSettings settings;
  private final Semaphore room;
  private final HikariDataSource pool;
  private final Probe probe;
  private volatile boolean away;

  /** Connects when first asked, so that the service starts without its database. */
  public Database(DatabaseSettings settings) {
    this.settings = settings;
    room = new Semaphore(settings.maxConcurrentQueries());
    pool = new HikariDataSource(configuration(settings));
    probe = new Probe(settings);
  }

  private static HikariConfig configuration(DatabaseSettings settings) {
    HikariConfig configuration = new HikariConfig();
    configuration.setPoolName("database");
    configuration.setJdbcUrl(settings.url());
    configuration.setDataSourceProperties(ConnectionOptions.ofService(settings));
    configuration.setMaximumPoolSize(settings.poolSize());
    configuration.setConnectionTimeout(settings.connectionTimeout().toMillis());
    // HikariCP takes no shorter one.
    configuration.setValidationTimeout(Math.max(250, settings.connectionTimeout().toMillis() / 2));
    configuration.setInitializationFailTimeout(-1);
    return configuration;
  }

  /**
   * All rows of the answer.
   *
   * @throws DatabaseException if there is none
   */
  public <T> List<T> list(Question question, RowReader<T> reader) {
    if (!room.tryAcquire()) {
      throw full();
    }
    try {
      List<T> rows = answer(question, reader);
      away = false;
      return rows;
    } finally {
      room.release();
    }
  }

  /** The first row of the answer; empty if there is none. */
  public <T> Optional<T> first(Question question, RowReader<T> reader) {
    return list(question, reader).stream().findFirst();
  }

  private DatabaseException full() {
    String count =
        "%d questions to the database are under way or waiting"
            .formatted(settings.maxConcurrentQueries());
    return away
        ? new DatabaseException(Reason.UNAVAILABLE, count + ", and it is away")
        : new DatabaseException(Reason.OVERLOADED, count);
  }

  /** A database that was started again leaves a pool of dead connections: one more attempt. */
  private <T> List<T> answer(Question question, RowReader<T> reader) {
    try {
      return ask(question, reader);
    } catch (SQLException e) {
      if (!SqlStates.connectionLost(e)) {
        throw SqlStates.ofQuestion(e);
      }
      pool.getHikariPoolMXBean().softEvictConnections();
    }
    try {
      return ask(question, reader);
    } catch (SQLException e) {
      throw SqlStates.ofQuestion(e);
    }
  }

  private <T> List<T> ask(Question question, RowReader<T> reader) throws SQLException {
    try (Connection connection = connection();
        PreparedStatement statement = connection.prepareStatement(question.sql())) {
      if (question.plannedForValues()) {
        statement.unwrap(PGStatement.class).setPrepareThreshold(0);
      }
      for (int i = 0; i < question.values().size(); i++) {
        statement.setObject(i + 1, question.values().get(i));
      }
      return rows(statement, reader);
    }
  }

  private static <T> List<T> rows(PreparedStatement statement, RowReader<T> reader)
      throws SQLException {
    List<T> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        rows.add(reader.read(result));
      }
    }
    return rows;
  }

  private Connection connection() {
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      throw noConnection(e);
    }
  }

  /** A pool that has none left can't tell a busy database from an absent one. */
  private DatabaseException noConnection(SQLException e) {
    try {
      probe.check();
    } catch (DatabaseException unavailable) {
      away = true;
      return unavailable;
    }
    return new DatabaseException(
        Reason.OVERLOADED,
        "none of %d connections to the database became free in %d ms"
            .formatted(settings.poolSize(), settings.connectionTimeout().toMillis()),
        e);
  }

  /**
   * Whether it answers now and has the schema that this version needs. Asked outside the pool: a
   * busy database is not an absent one. Takes no more than a few seconds.
   *
   * @throws DatabaseException if it doesn't, with words for an operator
   */
  public void check() {
    probe.check();
  }

  /** Connections that a question is using. */
  public int activeConnections() {
    return gauge().map(HikariPoolMXBean::getActiveConnections).orElse(0);
  }

  /** Connections that are open and free. */
  public int idleConnections() {
    return gauge().map(HikariPoolMXBean::getIdleConnections).orElse(0);
  }

  /** Questions that wait for a connection. */
  public int waitingQueries() {
    return gauge().map(HikariPoolMXBean::getThreadsAwaitingConnection).orElse(0);
  }

  private Optional<HikariPoolMXBean> gauge() {
    return Optional.ofNullable(pool.getHikariPoolMXBean());
  }

  @Override
  public void close() {
    pool.close();
    probe.close();
  }
}
