package dev.logferry.api.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.api.database.DatabaseException.Reason;
import dev.logferry.api.settings.DatabaseSettings;
import dev.logferry.localstack.postgres.LocalPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DatabaseIT {

  private static final Query ONE = Query.of("select 1 as number");

  /** For the tests that stop it. */
  private static LocalPostgres server;

  @BeforeAll
  static void start() {
    server = LocalPostgres.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void recovers_by_itself_when_the_database_comes_back() {
    try (Database database = new Database(migrated("recovers"))) {
      assertThat(numbers(database, ONE)).containsExactly(1);
      database.check();

      server.stop();
      assertFails(Reason.UNAVAILABLE, () -> numbers(database, ONE));
      assertFails(Reason.UNAVAILABLE, database::check);

      server.restart();
      database.check();
      awaitAvailable(database);
    }
  }

  @Test
  void no_query_meets_the_connections_from_before_a_restart() {
    try (Database database = new Database(migrated("restarted"))) {
      assertThat(numbers(database, ONE)).containsExactly(1);

      server.stop();
      server.restart();

      for (int i = 0; i < 20; i++) {
        assertThat(numbers(database, ONE)).containsExactly(1);
      }
    }
  }

  @Test
  void gives_up_on_a_slow_query_after_the_statement_timeout() {
    DatabaseSettings settings = limits(TestDatabase.migrated(), 1, 300, 1_000, 64);
    try (Database database = new Database(settings)) {
      assertFails(Reason.TIMED_OUT, () -> numbers(database, sleeping(5)));
      assertThat(numbers(database, ONE)).containsExactly(1);
    }
  }

  @Test
  void gives_up_on_a_query_that_waits_for_a_lock() throws Exception {
    DatabaseSettings settings = limits(TestDatabase.migrated(), 2, 300, 1_000, 64);
    try (Database database = new Database(settings);
        Connection locker = CommandConnection.open(settings);
        Statement statement = locker.createStatement()) {
      locker.setAutoCommit(false);
      statement.execute("lock table product");

      assertFails(Reason.TIMED_OUT, () -> numbers(database, Query.of("select 1 from product")));
      locker.rollback();
    }
  }

  @Test
  void says_overloaded_and_stays_ready_when_all_connections_are_busy() throws Exception {
    DatabaseSettings settings = limits(TestDatabase.migrated(), 1, 30_000, 300, 64);
    try (Database database = new Database(settings);
        Connection locker = CommandConnection.open(settings);
        var others = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(numbers(database, ONE)).containsExactly(1);
      CompletableFuture<List<Integer>> busy = waitingForLock(database, locker, others);

      assertFails(Reason.OVERLOADED, () -> numbers(database, ONE));
      database.check();

      assertThat(busy).isNotDone();
      locker.rollback();
      assertThat(busy.join()).isEmpty();
      assertThat(numbers(database, ONE)).containsExactly(1);
    }
  }

  @Test
  void fails_at_once_when_too_many_queries_wait() throws Exception {
    DatabaseSettings settings = limits(TestDatabase.migrated(), 1, 30_000, 30_000, 1);
    try (Database database = new Database(settings);
        Connection locker = CommandConnection.open(settings);
        var others = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<List<Integer>> busy = waitingForLock(database, locker, others);

      assertFails(Reason.OVERLOADED, () -> numbers(database, ONE));

      // It did not wait for the one that was first.
      assertThat(busy).isNotDone();
      locker.rollback();
      assertThat(busy.join()).isEmpty();
    }
  }

  /** A query that has a connection until the other connection's transaction ends. */
  private static CompletableFuture<List<Integer>> waitingForLock(
      Database database, Connection locker, Executor others) throws SQLException {
    locker.setAutoCommit(false);
    try (Statement statement = locker.createStatement()) {
      statement.execute("lock table product");
    }
    CompletableFuture<List<Integer>> waiting =
        CompletableFuture.supplyAsync(
            () -> numbers(database, Query.of("select 1 as number from product")), others);
    awaitActive(database, 1);
    return waiting;
  }

  @Test
  void fails_at_once_for_a_moment_after_the_database_was_found_unavailable() {
    DatabaseSettings nowhere =
        new DatabaseSettings(
            "jdbc:postgresql://127.0.0.1:1/none",
            "api",
            "",
            1,
            Duration.ofSeconds(1),
            Duration.ofMillis(250),
            64);
    try (Database database = new Database(nowhere)) {
      assertFails(Reason.UNAVAILABLE, () -> numbers(database, ONE));

      assertThatThrownBy(() -> numbers(database, ONE)).hasMessageContaining("a moment ago");
    }
  }

  @Test
  void a_silent_database_holds_nobody_up_for_long() throws Exception {
    DatabaseSettings settings = limits(TestDatabase.migrated(), 2, 500, 500, 64);
    int port = Integer.parseInt(settings.url().replaceFirst(".*:(\\d+)/.*", "$1"));
    try (StallingLink link = new StallingLink(port);
        Database database = new Database(through(link, port, settings));
        var others = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(numbers(database, ONE)).containsExactly(1);
      database.check();

      link.stall();
      CompletableFuture<Void> check = CompletableFuture.runAsync(database::check, others);
      assertFails(Reason.UNAVAILABLE, () -> numbers(database, ONE));
      assertThatThrownBy(check::join)
          .cause()
          .isInstanceOfSatisfying(
              DatabaseException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));

      link.resume();
      awaitAvailable(database);
      database.check();
    }
  }

  @Test
  void names_the_settings_when_the_password_is_wrong_but_not_the_password() {
    DatabaseSettings right = TestDatabase.migrated();
    DatabaseSettings wrong =
        new DatabaseSettings(
            right.url(),
            right.user(),
            "rosebud",
            1,
            right.statementTimeout(),
            Duration.ofMillis(250),
            64);
    try (Database database = new Database(wrong)) {
      assertThatThrownBy(() -> numbers(database, ONE))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("DATABASE_PASSWORD")
          .hasMessageContaining("28P01")
          .hasMessageNotContaining("rosebud")
          .extracting(e -> ((DatabaseException) e).reason())
          .isEqualTo(Reason.UNAVAILABLE);
    }
  }

  @Test
  void does_not_write() {
    try (Database database = new Database(TestDatabase.migrated())) {
      assertFails(
          Reason.FAILED,
          () ->
              numbers(
                  database,
                  Query.of(
                      "insert into brand (slug, name) values ('a', 'A') returning id as number")));
    }
  }

  @Test
  void is_not_ready_on_a_database_without_the_schema() {
    try (Database database = new Database(TestDatabase.empty())) {
      assertThatThrownBy(database::check)
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("run the command migrate");
    }
  }

  @Test
  void keeps_the_plans_of_queries_that_come_again() {
    DatabaseSettings settings = limits(TestDatabase.migrated(), 1, 1_000, 1_000, 64);
    Query prepared =
        Query.of(
            "select count(*) as number from pg_prepared_statements where statement like ?", "%x%");
    try (Database database = new Database(settings)) {
      for (int i = 0; i < 10; i++) {
        numbers(database, prepared);
      }
      assertThat(numbers(database, prepared)).containsExactly(0);
      assertThat(numbers(database, Query.of(prepared.sql(), "%pg_prepared_statements%")))
          .containsExactly(1);
    }
  }

  private static DatabaseSettings migrated(String name) {
    server.createDatabase(name);
    DatabaseSettings settings = TestDatabase.on(server, name);
    Migrations.run(settings);
    return settings;
  }

  private static DatabaseSettings limits(
      DatabaseSettings settings, int poolSize, int statement, int connection, int concurrent) {
    return new DatabaseSettings(
        settings.url(),
        settings.user(),
        settings.password(),
        poolSize,
        Duration.ofMillis(statement),
        Duration.ofMillis(connection),
        concurrent);
  }

  private static DatabaseSettings through(StallingLink link, int port, DatabaseSettings settings) {
    return new DatabaseSettings(
        settings.url().replace(":" + port + "/", ":" + link.port() + "/"),
        settings.user(),
        settings.password(),
        settings.poolSize(),
        settings.statementTimeout(),
        settings.connectionTimeout(),
        settings.maxConcurrentQueries());
  }

  private static Query sleeping(int seconds) {
    return Query.of("select 1 as number from pg_sleep(?)", seconds);
  }

  private static List<Integer> numbers(Database database, Query query) {
    return database.list(query, row -> row.getInt("number"));
  }

  /** For a second after a failure, queries fail without being sent. */
  private static void awaitAvailable(Database database) {
    while (true) {
      try {
        assertThat(numbers(database, ONE)).containsExactly(1);
        return;
      } catch (DatabaseException e) {
        assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE);
        LockSupport.parkNanos(50_000_000);
      }
    }
  }

  private static void awaitActive(Database database, int connections) {
    while (database.activeConnections() < connections) {
      Thread.onSpinWait();
    }
  }

  private static void assertFails(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            DatabaseException.class,
            e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
  }
}
