package dev.logferry.api.database;

import dev.logferry.api.http.SharedAnswer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Finds rows by their ids. Those who wait for a connection share a question, which costs the server
 * and the service little more than that of one of them. Nobody waits for others to come.
 */
public final class BatchedLookup<T> {

  private final Database database;
  private final IdQuestion question;
  private final RowReader<T> reader;
  private final ToLongFunction<T> id;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<Batch<T>> open = Optional.empty();

  /**
   * Of one kind of row.
   *
   * @param id of a row
   */
  public BatchedLookup(
      Database database, IdQuestion question, RowReader<T> reader, ToLongFunction<T> id) {
    this.database = database;
    this.question = question;
    this.reader = reader;
    this.id = id;
  }

  /** Who waits for the rows of one question. Whoever came first asks it. */
  private static final class Batch<T> {
    final Thread first = Thread.currentThread();
    final Set<Long> ids = new TreeSet<>();
    final SharedAnswer<Map<Long, T>> rows = new SharedAnswer<>();
  }

  /**
   * The row of an id; empty if there is none.
   *
   * @throws DatabaseException if there is no answer
   */
  public Optional<T> find(long wanted) {
    return Optional.ofNullable(database.admitted(() -> rowsWith(wanted)).get(wanted));
  }

  private Map<Long, T> rowsWith(long wanted) {
    Batch<T> batch = joined(wanted);
    return batch.first == Thread.currentThread()
        ? batch.rows.find(() -> rows(batch))
        : batch.rows.await();
  }

  private Batch<T> joined(long wanted) {
    lock.lock();
    try {
      Batch<T> batch =
          open.filter(others -> others.ids.size() < IdQuestion.MOST_IDS).orElseGet(Batch::new);
      batch.ids.add(wanted);
      open = Optional.of(batch);
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private Map<Long, T> rows(Batch<T> batch) {
    try {
      return database.answer(() -> question.of(closed(batch)), reader).stream()
          .collect(Collectors.toMap(id::applyAsLong, Function.identity()));
    } finally {
      // There may never have been a connection to ask by.
      closed(batch);
    }
  }

  /** The ids of a batch that nobody joins any more. */
  private List<Long> closed(Batch<T> batch) {
    lock.lock();
    try {
      open = open.filter(others -> others != batch);
      return List.copyOf(batch.ids);
    } finally {
      lock.unlock();
    }
  }

  /** Ids that wait for a connection, but for those in batches that are full. */
  int waiting() {
    lock.lock();
    try {
      return open.map(batch -> batch.ids.size()).orElse(0);
    } finally {
      lock.unlock();
    }
  }
}
