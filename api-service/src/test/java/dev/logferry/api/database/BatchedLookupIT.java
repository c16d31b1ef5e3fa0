package dev.logferry.api.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.api.database.DatabaseException.Reason;
import dev.logferry.api.settings.DatabaseSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BatchedLookupIT {

  private static final int ROWS = 1_000;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final DatabaseSettings settings = TestDatabase.migrated();

  /** A row, and when the question was asked that it is of. */
  private record Row(long id, String text, OffsetDateTime asked) {}

  @BeforeEach
  void fill() throws SQLException {
    command("create table occupied ()");
    command("create table item (id bigint primary key, text text not null)");
    command(
        "insert into item select id, 'item ' || id from generate_series(1, %d) as id"
            .formatted(ROWS));
  }

  @AfterEach
  void close() {
    threads.close();
  }

  @Test
  void finds_what_there_is_and_nothing_else() {
    try (Database database = database(10, 64)) {
      BatchedLookup<Row> items = items(database);

      assertThat(items.find(7).map(Row::text)).contains("item 7");
      assertThat(items.find(ROWS + 1)).isEmpty();
      assertThat(items.find(0)).isEmpty();
    }
  }

  @Test
  void those_who_wait_for_a_connection_share_a_question() throws Exception {
    try (Database database = database(1, 64);
        Occupied occupied = occupy(database)) {
      BatchedLookup<Row> items = items(database);
      List<CompletableFuture<Optional<Row>>> found = askAll(items, ROWS - 19, ROWS + 1);
      occupied.release();

      List<Row> rows = found.stream().flatMap(row -> row.join().stream()).toList();
      assertThat(rows.stream().map(Row::text))
          .containsExactlyElementsOf(
              IntStream.rangeClosed(ROWS - 19, ROWS).mapToObj(id -> "item " + id).toList());
      assertThat(rows.stream().collect(Collectors.groupingBy(Row::asked)).values())
          .extracting(List::size)
          .containsExactlyInAnyOrder(8, 8, 4);
    }
  }

  @Test
  void an_id_that_many_want_is_asked_for_once() throws Exception {
    try (Database database = database(1, 64);
        Occupied occupied = occupy(database)) {
      BatchedLookup<Row> items = items(database);
      List<CompletableFuture<Optional<Row>>> found =
          Stream.generate(() -> ask(items, 5, 1)).limit(30).toList();
      awaitUnderWay(database, 31);
      occupied.release();

      assertThat(found.stream().map(row -> row.join().orElseThrow()).distinct()).hasSize(1);
    }
  }

  @Test
  void a_failure_is_everybodys_and_the_next_question_is_a_new_one() throws Exception {
    try (Database database = database(1, 64);
        Occupied occupied = occupy(database)) {
      BatchedLookup<Row> items = items(database);
      List<CompletableFuture<Optional<Row>>> found = askAll(items, 1, 8);
      command("alter table item rename to elsewhere");
      occupied.release();

      assertThat(found).allSatisfy(row -> assertFails(Reason.FAILED, row));
      command("alter table elsewhere rename to item");
      assertThat(items.find(1)).isPresent();
    }
  }

  @Test
  void who_gets_no_connection_in_time_is_told_so_and_nobody_joins_them_afterwards()
      throws Exception {
    try (Database database = database(1, 64, Duration.ofSeconds(2));
        Occupied occupied = occupy(database)) {
      BatchedLookup<Row> items = items(database);
      List<CompletableFuture<Optional<Row>>> waiting = askAll(items, 2, 5);

      assertThat(waiting).allSatisfy(row -> assertFails(Reason.OVERLOADED, row));
      assertThat(items.waiting()).isZero();
      occupied.release();
      assertThat(items.find(3)).isPresent();
    }
  }

  @Test
  void who_joins_others_counts_as_a_question_under_way() throws Exception {
    try (Database database = database(1, 4);
        Occupied occupied = occupy(database)) {
      BatchedLookup<Row> items = items(database);
      List<CompletableFuture<Optional<Row>>> admitted = askAll(items, 1, 3);

      assertThatThrownBy(() -> items.find(4))
          .isInstanceOfSatisfying(
              DatabaseException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OVERLOADED));
      occupied.release();
      assertThat(admitted).allSatisfy(row -> assertThat(row.join()).isPresent());
      assertThat(items.find(4)).isPresent();
    }
  }

  @Test
  void a_shared_question_whose_connection_is_lost_is_asked_once_more() throws Exception {
    try (Database database = database(1, 64);
        Occupied occupied = occupy(database);
        Occupied locked = new Occupied("item")) {
      BatchedLookup<Row> items = items(database);
      List<CompletableFuture<Optional<Row>>> found = askAll(items, 1, 8);
      occupied.release();
      int backend = awaitBlocked(0);
      command("select pg_terminate_backend(%d)".formatted(backend));
      awaitBlocked(backend);
      locked.release();

      assertThat(found).allSatisfy(row -> assertThat(row.join()).isPresent());
    }
  }

  @Test
  void everybody_gets_the_row_that_they_asked_for_however_many_ask() {
    try (Database database = database(3, 1_000)) {
      BatchedLookup<Row> items = items(database);
      List<CompletableFuture<Void>> all =
          Stream.generate(() -> CompletableFuture.runAsync(() -> askOften(items), threads))
              .limit(200)
              .toList();

      CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0])).join();
    }
  }

  private static void askOften(BatchedLookup<Row> items) {
    for (int i = 0; i < 100; i++) {
      long id = ThreadLocalRandom.current().nextLong(1, ROWS + 100);
      Optional<String> expected = id <= ROWS ? Optional.of("item " + id) : Optional.empty();
      assertThat(items.find(id).map(Row::text)).isEqualTo(expected);
    }
  }

  private static BatchedLookup<Row> items(Database database) {
    return new BatchedLookup<>(
        database,
        new IdQuestion("select id, text, statement_timestamp() as asked from item where id ="),
        row ->
            new Row(
                row.getLong("id"),
                row.getString("text"),
                row.getObject("asked", OffsetDateTime.class)),
        Row::id);
  }

  private Database database(int poolSize, int maxConcurrentQueries) {
    return database(poolSize, maxConcurrentQueries, Duration.ofSeconds(30));
  }

  private Database database(int poolSize, int maxConcurrentQueries, Duration connectionTimeout) {
    return new Database(
        new DatabaseSettings(
            settings.url(),
            settings.user(),
            settings.password(),
            poolSize,
            Duration.ofSeconds(30),
            connectionTimeout,
            maxConcurrentQueries));
  }

  /** Has the only connection wait for a table. */
  private Occupied occupy(Database database) throws SQLException {
    Occupied occupied = new Occupied("occupied");
    threads.execute(() -> database.list(Question.of("select from occupied"), _ -> ""));
    awaitBlocked(0);
    return occupied;
  }

  /** A table that all others wait for, until it is closed. */
  private final class Occupied implements AutoCloseable {

    private final Connection connection = CommandConnection.open(settings);

    Occupied(String table) throws SQLException {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("lock table " + table);
      }
    }

    void release() throws SQLException {
      if (!connection.isClosed()) {
        connection.rollback();
      }
      connection.close();
    }

    @Override
    public void close() throws SQLException {
      release();
    }
  }

  private static void awaitUnderWay(Database database, int questions) throws InterruptedException {
    while (database.underWay() < questions) {
      Thread.onSpinWait();
    }
    // From being let in to joining the others it is only a few steps.
    Thread.sleep(100);
  }

  /** The server process that waits for a table and is not the one that is named. */
  private int awaitBlocked(int other) throws SQLException {
    try (Connection connection = CommandConnection.open(settings);
        PreparedStatement statement =
            connection.prepareStatement(
                "select pid from pg_locks where not granted and database = (select oid from pg_database where datname = current_database()) and pid <> ?")) {
      statement.setInt(1, other);
      while (true) {
        try (ResultSet blocked = statement.executeQuery()) {
          if (blocked.next()) {
            return blocked.getInt("pid");
          }
        }
      }
    }
  }

  private List<CompletableFuture<Optional<Row>>> askAll(
      BatchedLookup<Row> items, long first, long last) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(id -> ask(items, id, (int) ((id - first) % IdQuestion.MOST_IDS) + 1))
        .toList();
  }

  /** Waits with others when this returns, as many as they are then. */
  private CompletableFuture<Optional<Row>> ask(BatchedLookup<Row> items, long id, int waiting) {
    CompletableFuture<Optional<Row>> found =
        CompletableFuture.supplyAsync(() -> items.find(id), threads);
    while (items.waiting() != waiting) {
      Thread.onSpinWait();
    }
    return found;
  }

  private void command(String sql) throws SQLException {
    try (Connection connection = CommandConnection.open(settings);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void assertFails(Reason reason, CompletableFuture<?> call) {
    assertThatThrownBy(call::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            DatabaseException.class,
            e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
  }
}
