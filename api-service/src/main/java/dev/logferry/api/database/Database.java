package dev.logferry.api.database;

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
import java.util.function.Supplier;
import org.postgresql.PGStatement;

/**
 * Asks PostgreSQL: a pool of connections, and a bound on how many questions are asked or waiting at
 * once, above which a question fails at once instead of piling up.
 */
public final class Database implements AutoCloseable {

  private final DatabaseSettings settings;
  private final Semaphore room;
  private final Pool pool;
  private final Probe probe;
  private volatile boolean away;

  /** Connects when first asked, so that the service starts without its database. */
  public Database(DatabaseSettings settings) {
    this.settings = settings;
    room = new Semaphore(settings.maxConcurrentQueries());
    pool = new Pool(settings);
    probe = new Probe(settings);
  }

  /**
   * All rows of the answer.
   *
   * @throws DatabaseException if there is none
   */
  public <T> List<T> list(Question question, RowReader<T> reader) {
    return admitted(() -> answer(() -> question, reader));
  }

  /** The first row of the answer; empty if there is none. */
  public <T> Optional<T> first(Question question, RowReader<T> reader) {
    return list(question, reader).stream().findFirst();
  }

  /**
   * Has something done about a question, if there is room for one more.
   *
   * @throws DatabaseException if there isn't
   */
  <T> T admitted(Supplier<T> work) {
    if (!room.tryAcquire()) {
      throw full();
    }
    try {
      return work.get();
    } finally {
      room.release();
    }
  }

  private DatabaseException full() {
    String count =
        "%d questions to the database are under way or waiting"
            .formatted(settings.maxConcurrentQueries());
    return away
        ? new DatabaseException(Reason.UNAVAILABLE, count + ", and it is away")
        : new DatabaseException(Reason.OVERLOADED, count);
  }

  /**
   * All rows of the answer to a question that was {@linkplain #admitted admitted}.
   *
   * @param question taken when there is a connection to ask it by, and again for another attempt
   */
  <T> List<T> answer(Supplier<Question> question, RowReader<T> reader) {
    List<T> rows = answerOfEither(question, reader);
    away = false;
    return rows;
  }

  /** A database that was started again leaves a pool of dead connections: one more attempt. */
  private <T> List<T> answerOfEither(Supplier<Question> question, RowReader<T> reader) {
    try {
      return ask(question, reader);
    } catch (SQLException e) {
      if (!SqlStates.connectionLost(e)) {
        throw SqlStates.ofQuestion(e);
      }
      pool.replaceConnections();
    }
    try {
      return ask(question, reader);
    } catch (SQLException e) {
      throw SqlStates.ofQuestion(e);
    }
  }

  /** A pool that has none left can't tell a busy database from an absent one. */
  private <T> List<T> ask(Supplier<Question> question, RowReader<T> reader) throws SQLException {
    try {
      return pool.lend(connection -> rows(connection, question.get(), reader));
    } catch (DatabaseException e) {
      requirePresent();
      throw e;
    }
  }

  private void requirePresent() {
    try {
      probe.check();
    } catch (DatabaseException unavailable) {
      away = true;
      throw unavailable;
    }
  }

  private static <T> List<T> rows(Connection connection, Question question, RowReader<T> reader)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(question.sql())) {
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

  /**
   * Whether it answers now and has the schema that this version needs. Asked outside the pool: a
   * busy database is not an absent one. Takes no more than a few seconds.
   *
   * @throws DatabaseException if it doesn't, with words for an operator
   */
  public void check() {
    probe.check();
  }

  /** Questions that are asked or wait. */
  int underWay() {
    return settings.maxConcurrentQueries() - room.availablePermits();
  }

  /** Connections that a question is using. */
  public int activeConnections() {
    return pool.active();
  }

  /** Connections that are open and free. */
  public int idleConnections() {
    return pool.idle();
  }

  /** Questions that wait for a connection. */
  public int waitingQueries() {
    return pool.waiting();
  }

  @Override
  public void close() {
    pool.close();
    probe.close();
  }
}
