package dev.logferry.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.logferry.api.ServiceUnderTest;
import dev.logferry.api.database.TestDatabase;
import dev.logferry.api.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the document promises for the time when something breaks. */
class FaultContractIT {

  private static final Duration NOT_CACHED = Duration.ZERO;

  /** Each response is reloaded, and kept for the time when that fails. */
  private static final Duration SOON_OLD = Duration.ofNanos(1);

  private static final Samples ANY = new Samples(1, 1, "serum");
  private static final String ALL_TABLES =
      "product, product_listing, review, brand, category, ranking, ranking_place";

  private final OpenApiDocument document = OpenApiDocument.ofThisBuild();
  private final Conformance conformance = new Conformance(document);

  @TestFactory
  Stream<DynamicTest> every_documented_fault_can_be_had() {
    return Stream.of(
        dynamicTest("500 internal", this::internal),
        dynamicTest("503 database-unavailable", this::unavailable),
        dynamicTest("503 timed-out", this::timedOut),
        dynamicTest("503 overloaded", this::overloaded));
  }

  private void internal() {
    try (ServiceUnderTest service = ServiceUnderTest.start(TestDatabase.empty(), NOT_CACHED)) {
      eachAnswers(new Wire(service.address()), 500, "internal");
    }
  }

  private void unavailable() {
    try (ServiceUnderTest service = ServiceUnderTest.start(away(), NOT_CACHED)) {
      Wire wire = new Wire(service.address());
      eachAnswers(wire, 503, "database-unavailable");
      for (Operation operation : operationsWith(503)) {
        if (operation.path().equals("/health/ready")) {
          Ask ask = Ask.of(operation.method(), operation.path());
          answers(operation, ask, wire.ask(ask), 503, "");
        }
      }
      assertThat(wire.get("/health/live").status()).isEqualTo(200);
    }
  }

  private void timedOut() throws SQLException {
    DatabaseSettings settings = TestDatabase.seeded();
    try (Connection connection = connect(settings);
        ServiceUnderTest service =
            ServiceUnderTest.start(limited(settings, Duration.ofMillis(50), 10, 64), NOT_CACHED)) {
      lockEverything(connection);
      eachAnswers(new Wire(service.address()), 503, "timed-out");
    }
  }

  private void overloaded() throws Exception {
    DatabaseSettings settings = TestDatabase.seeded();
    try (Connection connection = connect(settings);
        ServiceUnderTest service =
            ServiceUnderTest.start(limited(settings, Duration.ofSeconds(30), 1, 1), NOT_CACHED);
        ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
      Wire wire = new Wire(service.address());
      lockEverything(connection);
      Future<Answer> first = others.submit(() -> wire.get("/v1/reviews/2"));
      while (!isWaiting(connection)) {
        Thread.onSpinWait();
      }

      eachAnswers(wire, 503, "overloaded");

      connection.rollback();
      assertThat(first.get().status()).isEqualTo(200);
    }
  }

  @Test
  void an_older_answer_is_given_while_the_database_is_slow() throws SQLException {
    DatabaseSettings settings = TestDatabase.seeded();
    Samples samples;
    try (ServiceUnderTest service = ServiceUnderTest.start(settings, NOT_CACHED)) {
      samples = Samples.of(new Wire(service.address()));
    }
    try (Connection connection = connect(settings);
        ServiceUnderTest service =
            ServiceUnderTest.start(limited(settings, Duration.ofMillis(50), 10, 64), SOON_OLD)) {
      Wire wire = new Wire(service.address());
      List<Operation> operations =
          document.operations().stream().filter(o -> o.path().startsWith("/v1/")).toList();
      for (Operation operation : operations) {
        // On a busy machine even a query that need not wait may exceed the statement timeout.
        while (wire.get(samples.target(operation)).status() != 200) {
          Thread.onSpinWait();
        }
      }
      lockEverything(connection);

      for (Operation operation : operations) {
        Ask ask = Ask.of(operation.method(), samples.target(operation));
        Answer answer = wire.ask(ask);

        answers(operation, ask, answer, 200, "");
        assertThat(answer.header("Cache-Status")).as("%s", ask).isPresent();
        Ask again = ask.with("If-None-Match", answer.header("ETag").orElseThrow());
        answers(operation, again, wire.ask(again), 304, "");
      }
    }
  }

  /** Every operation of the API proper answers with the status, and with the problem. */
  private void eachAnswers(Wire wire, int status, String problem) {
    for (Operation operation : operationsWith(status)) {
      if (operation.path().startsWith("/v1/")) {
        Ask ask = Ask.of(operation.method(), ANY.target(operation));
        answers(operation, ask, wire.ask(ask), status, problem);
      }
    }
  }

  private List<Operation> operationsWith(int status) {
    return document.operations().stream()
        .filter(operation -> operation.response(status).isPresent())
        .toList();
  }

  private void answers(Operation operation, Ask ask, Answer answer, int status, String problem) {
    assertThat(answer.status()).as("%s: %s", ask, answer).isEqualTo(status);
    assertThat(conformance.violations(operation, answer)).as("%s: %s", ask, answer).isEmpty();
    if (operation.method().equals("GET")) {
      assertThat(answer.problem()).isEqualTo(problem);
      assertThat(answer.text()).doesNotContainIgnoringCase("select ", "exception", "postgres");
    }
  }

  private static DatabaseSettings away() {
    DatabaseSettings settings = TestDatabase.empty();
    return new DatabaseSettings(
        "jdbc:postgresql://127.0.0.1:1/none",
        settings.user(),
        settings.password(),
        settings.poolSize(),
        settings.statementTimeout(),
        Duration.ofMillis(250),
        settings.maxConcurrentQueries());
  }

  private static DatabaseSettings limited(
      DatabaseSettings settings,
      Duration statementTimeout,
      int poolSize,
      int maxConcurrentQueries) {
    return new DatabaseSettings(
        settings.url(),
        settings.user(),
        settings.password(),
        poolSize,
        statementTimeout,
        settings.connectionTimeout(),
        maxConcurrentQueries);
  }

  private static Connection connect(DatabaseSettings settings) throws SQLException {
    return DriverManager.getConnection(settings.url(), settings.user(), settings.password());
  }

  /** Until the connection is closed or rolls back. */
  private static void lockEverything(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("lock table " + ALL_TABLES + " in access exclusive mode");
    }
  }

  private static boolean isWaiting(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        // Not of other databases, in which earlier tests may still be ending.
        var rows =
            statement.executeQuery(
                """
                select from pg_locks join pg_database on pg_database.oid = pg_locks.database
                where not granted and datname = current_database()
                """)) {
      return rows.next();
    }
  }
}
