package dev.logferry.sampledata;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Fills a table by COPY while the next rows are computed in parallel. */
final class Loading {

  /** Makes rows; called by several threads at once. */
  @FunctionalInterface
  interface Rows {

    /** As many rows as asked for, with ids from the first one on. */
    byte[] make(int first, int count);
  }

  private static final int CHUNK_ROWS = 5_000;
  private static final int CHUNKS_AHEAD = 4;

  private final Connection connection;
  private final IntConsumer progress;

  /**
   * @param progress receives the number of rows loaded so far
   */
  Loading(Connection connection, IntConsumer progress) {
    this.connection = connection;
    this.progress = progress;
  }

  /**
   * Fills one table that was emptied in this transaction.
   *
   * @param tableAndColumns as in COPY
   */
  void load(String tableAndColumns, int total, Rows rows) throws SQLException {
    CopyIn copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            // Frozen: no later visit of the rows has to mark them visible to all.
            .copyIn("copy %s from stdin (format binary, freeze)".formatted(tableAndColumns));
    try (ExecutorService makers = Executors.newFixedThreadPool(threads())) {
      write(copy, CopyRows.HEADER);
      writeAll(copy, total, rows, makers);
      write(copy, CopyRows.TRAILER);
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  /** One processor is left for the server. */
  private static int threads() {
    return Math.clamp(Runtime.getRuntime().availableProcessors() - 1, 1, CHUNKS_AHEAD);
  }

  private void writeAll(CopyIn copy, int total, Rows rows, ExecutorService makers)
      throws SQLException {
    Deque<Future<byte[]>> ahead = new ArrayDeque<>();
    int asked = 0;
    int written = 0;
    while (written < total) {
      while (asked < total && ahead.size() < CHUNKS_AHEAD) {
        int first = asked + 1;
        int count = Math.min(CHUNK_ROWS, total - asked);
        ahead.add(makers.submit(() -> rows.make(first, count)));
        asked += count;
      }
      write(copy, made(ahead.remove()));
      written = Math.min(total, written + CHUNK_ROWS);
      progress.accept(written);
    }
  }

  private static byte[] made(Future<byte[]> chunk) {
    try {
      return chunk.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sample data was made", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("sample data could not be made", e.getCause());
    }
  }

  private static void write(CopyIn copy, byte[] bytes) throws SQLException {
    copy.writeToCopy(bytes, 0, bytes.length);
  }
}
