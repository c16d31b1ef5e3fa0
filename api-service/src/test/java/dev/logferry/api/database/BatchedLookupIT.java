package dev.logferry.api.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.api.database.DatabaseException.Reason;
import dev.logferry.api.settings.DatabaseSettings;
import java.sql.Connection;
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
    try (Database database = database(1, 64)) {
      BatchedLookup<Row> items = items(database);
      occupy(database);

      List<CompletableFuture<Optional<Row>>> found =
          LongStream.rangeClosed(ROWS - 19, ROWS + 1).mapToObj(id -> ask(items, id)).toList();
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
    try (Database database = database(1, 64)) {
      BatchedLookup<Row> items = items(database);
      occupy(database);

      List<CompletableFuture<Optional<Row>>> found =
          Stream.generate(() -> ask(items, 5)).limit(30).toList();

      assertThat(found.stream().map(row -> row.join().orElseThrow()).distinct()).hasSize(1);
    }
  }

  @Test
  void a_failure_is_everybodys_and_the_next_question_is_a_new_one() throws Exception {
    try (Database database = database(1, 64)) {
      BatchedLookup<Row> items = items(database);
      occupy(database);
      List<CompletableFuture<Optional<Row>>> found =
          LongStream.rangeClosed(1, 8).mapToObj(id -> ask(items, id)).toList();
      command("alter table item rename to elsewhere");

      assertThat(found).allSatisfy(row -> assertFails(Reason.FAILED, row));
      command("alter table elsewhere rename to item");
      assertThat(items.find(1)).isPresent();
    }
  }

  @Test
  void who_gets_no_connection_in_time_is_told_so_and_nobody_joins_them_afterwards()
      throws Exception {
    try (Database database = database(1, 64);
        Connection locker = CommandConnection.open(settings);
        Statement statement = locker.createStatement()) {
      BatchedLookup<Row> items = items(database);
      locker.setAutoCommit(false);
      statement.execute("lock table item");
      CompletableFuture<Optional<Row>> locked = ask(items, 1);
      awaitActive(database);

      List<CompletableFuture<Optional<Row>>> waiting =
          LongStream.rangeClosed(2, 5).mapToObj(id -> ask(items, id)).toList();

      assertThat(waiting).allSatisfy(row -> assertFails(Reason.OVERLOADED, row));
      locker.rollback();
      assertThat(locked.join()).isPresent();
      assertThat(items.find(3)).isPresent();
    }
  }

  @Test
  void who_joins_others_counts_as_a_question_under_way() throws Exception {
    try (Database database = database(1, 4)) {
      BatchedLookup<Row> items = items(database);
      occupy(database);
      List<CompletableFuture<Optional<Row>>> admitted =
          LongStream.rangeClosed(1, 3).mapToObj(id -> ask(items, id)).toList();

      assertThatThrownBy(() -> items.find(4))
          .isInstanceOfSatisfying(
              DatabaseException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OVERLOADED));
      assertThat(admitted).allSatisfy(row -> assertThat(row.join()).isPresent());
      assertThat(items.find(4)).isPresent();
    }
  }

  @Test
  void a_shared_question_survives_connections_that_were_lost_before_it() throws Exception {
    try (Database database = database(1, 64)) {
      BatchedLookup<Row> items = items(database);
      occupy(database);
      List<CompletableFuture<Optional<Row>>> found =
          LongStream.rangeClosed(1, 8).mapToObj(id -> ask(items, id)).toList();
      command(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'api-service'");

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
    return new Database(
        new DatabaseSettings(
            settings.url(),
            settings.user(),
            settings.password(),
            poolSize,
            Duration.ofSeconds(20),
            Duration.ofSeconds(2),
            maxConcurrentQueries));
  }

  /** The only connection, for a second. */
  private void occupy(Database database) {
    threads.execute(() -> database.list(Question.of("select from pg_sleep(1)"), _ -> ""));
    awaitActive(database);
  }

  private static void awaitActive(Database database) {
    while (database.activeConnections() < 1) {
      Thread.onSpinWait();
    }
  }

  /** Has begun when this returns, but for a moment. */
  private CompletableFuture<Optional<Row>> ask(BatchedLookup<Row> items, long id) {
    CompletableFuture<Optional<Row>> found =
        CompletableFuture.supplyAsync(() -> items.find(id), threads);
    pause();
    return found;
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
