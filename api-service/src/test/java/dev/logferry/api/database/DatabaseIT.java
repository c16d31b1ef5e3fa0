package dev.logferry.api.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.api.database.DatabaseException.Reason;
import dev.logferry.api.settings.DatabaseSettings;
import dev.logferry.localstack.postgres.LocalPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DatabaseIT {

  private static final Question ONE = Question.of("select 1 as number");

  @Test
  void recovers_by_itself_when_the_database_comes_back() {
    try (LocalPostgres server = LocalPostgres.start();
        Database database = new Database(migrated(server))) {
      assertThat(numbers(database, ONE)).containsExactly(1);
      database.check();

      server.stop();
      assertFails(Reason.UNAVAILABLE, () -> numbers(database, ONE));
      assertFails(Reason.UNAVAILABLE, database::check);

      server.restart();
      database.check();
      assertThat(numbers(database, ONE)).containsExactly(1);
    }
  }

  @Test
  void no_question_meets_the_connections_from_before_a_restart() {
    try (LocalPostgres server = LocalPostgres.start();
        Database database = new Database(migrated(server))) {
      assertThat(numbers(database, ONE)).containsExactly(1);

      server.stop();
      server.restart();

      for (int i = 0; i < 20; i++) {
        assertThat(numbers(database, ONE)).containsExactly(1);
      }
    }
  }

  @Test
  void starts_without_its_database() {
    LocalPostgres server = LocalPostgres.start();
    DatabaseSettings settings = migrated(server);
    server.stop();
    try (server;
        Database database = new Database(settings)) {
      assertFails(Reason.UNAVAILABLE, () -> numbers(database, ONE));

      server.restart();

      assertThat(numbers(database, ONE)).containsExactly(1);
    }
  }

  @Test
  void gives_up_on_a_slow_question_after_the_statement_timeout() {
    DatabaseSettings settings = limits(TestDatabase.migrated(), 1, 300, 1_000, 64);
    try (Database database = new Database(settings)) {
      assertFails(Reason.TIMED_OUT, () -> numbers(database, sleeping(5)));
      assertThat(numbers(database, ONE)).containsExactly(1);
    }
  }

  @Test
  void gives_up_on_a_question_that_waits_for_a_lock() throws Exception {
    DatabaseSettings settings = limits(TestDatabase.migrated(), 2, 300, 1_000, 64);
    try (Database database = new Database(settings);
        Connection locker = CommandConnection.open(settings);
        Statement statement = locker.createStatement()) {
      locker.setAutoCommit(false);
      statement.execute("lock table product");

      assertFails(Reason.TIMED_OUT, () -> numbers(database, Question.of("select 1 from product")));
      locker.rollback();
    }
  }

  @Test
  void says_overloaded_and_stays_ready_when_all_connections_are_busy() {
    DatabaseSettings settings = limits(TestDatabase.migrated(), 1, 9_000, 1_000, 64);
    try (Database database = new Database(settings);
        var others = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(numbers(database, ONE)).containsExactly(1);
      CompletableFuture<List<Integer>> busy =
          CompletableFuture.supplyAsync(() -> numbers(database, sleeping(4)), others);
      awaitActive(database, 1);

      assertFails(Reason.OVERLOADED, () -> numbers(database, ONE));
      database.check();

      assertThat(busy.join()).hasSize(1);
      assertThat(numbers(database, ONE)).containsExactly(1);
    }
  }

  @Test
  void refuses_at_once_when_too_many_questions_are_under_way() {
    DatabaseSettings settings = limits(TestDatabase.migrated(), 1, 5_000, 30_000, 1);
    try (Database database = new Database(settings);
        var others = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<List<Integer>> busy =
          CompletableFuture.supplyAsync(() -> numbers(database, sleeping(1)), others);
      awaitActive(database, 1);

      long start = System.nanoTime();
      assertFails(Reason.OVERLOADED, () -> numbers(database, ONE));

      assertThat(System.nanoTime() - start).isLessThan(900_000_000);
      assertThat(busy.join()).hasSize(1);
    }
  }

  @Test
  void a_silent_database_holds_nobody_up_for_long() throws Exception {
    DatabaseSettings settings = limits(TestDatabase.migrated(), 2, 500, 500, 64);
    int port = Integer.parseInt(settings.url().replaceFirst(".*:(\\d+)/.*", "$1"));
    try (StallingLink link = new StallingLink(port);
        Database database = new Database(through(link, port, settings))) {
      assertThat(numbers(database, ONE)).containsExactly(1);
      database.check();

      link.stall();
      long start = System.nanoTime();
      for (int i = 0; i < 3; i++) {
        assertFails(Reason.UNAVAILABLE, () -> numbers(database, ONE));
      }
      assertFails(Reason.UNAVAILABLE, database::check);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));

      link.resume();
      database.check();
      assertThat(numbers(database, ONE)).containsExactly(1);
    }
  }

  @Test
  void whoever_asks_for_readiness_meanwhile_gets_the_same_answer_in_time() throws Exception {
    DatabaseSettings settings = TestDatabase.migrated();
    int port = Integer.parseInt(settings.url().replaceFirst(".*:(\\d+)/.*", "$1"));
    try (StallingLink link = new StallingLink(port);
        Database open = new Database(through(link, port, settings));
        Database unopened = new Database(through(link, port, settings))) {
      open.check();
      link.stall();

      for (Database database : List.of(open, unopened)) {
        long start = System.nanoTime();
        Set<Throwable> failures = failuresOfChecks(database, 5);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
            .isLessThan(Duration.ofMillis(3_900));
        assertThat(failures).hasSize(1).allMatch(DatabaseException.class::isInstance);
      }
    }
  }

  private static Set<Throwable> failuresOfChecks(Database database, int count) {
    try (var askers = Executors.newVirtualThreadPerTaskExecutor()) {
      return Stream.generate(() -> CompletableFuture.runAsync(database::check, askers))
          .limit(count)
          .toList()
          .stream()
          .map(check -> check.handle((_, failure) -> failure.getCause()).join())
          .collect(Collectors.toSet());
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
                  Question.of(
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
  void keeps_the_plans_of_questions_that_come_again() {
    DatabaseSettings settings = limits(TestDatabase.migrated(), 1, 1_000, 1_000, 64);
    Question prepared =
        Question.of(
            "select count(*) as number from pg_prepared_statements where statement like ?", "%x%");
    try (Database database = new Database(settings)) {
      for (int i = 0; i < 10; i++) {
        numbers(database, prepared);
      }
      assertThat(numbers(database, prepared)).containsExactly(0);
      assertThat(numbers(database, Question.of(prepared.sql(), "%pg_prepared_statements%")))
          .containsExactly(1);
    }
  }

  private static DatabaseSettings migrated(LocalPostgres server) {
    server.createDatabase("reviews");
    DatabaseSettings settings = TestDatabase.on(server, "reviews");
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

  private static Question sleeping(int seconds) {
    return Question.of("select 1 as number from pg_sleep(?)", seconds);
  }

  private static List<Integer> numbers(Database database, Question question) {
    return database.list(question, row -> row.getInt("number"));
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
