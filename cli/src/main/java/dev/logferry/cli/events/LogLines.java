package dev.logferry.cli.events;

import com.google.re2j.Pattern;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads records: a line each or, with a start pattern, everything from a line that matches to the
 * next one that does, as with {@code awslogs-multiline-pattern} (<a
 * href="https://docs.docker.com/engine/logging/drivers/awslogs/">awslogs driver</a>). What does not
 * fit into one event becomes several, in order. Blank lines are left out, since CloudWatch takes no
 * empty event; inside a record of several lines they stay.
 */
public final class LogLines {
  private final LinePieces pieces;
  private final Optional<Pattern> startPattern;
  private final int maxEventBytes;
  private final OpenRecord open = new OpenRecord();
  private long blankLines;

  /**
   * @param startPattern found in the first line of each record; without it each line is a record
   * @param maxEventBytes largest text of one event, in UTF-8 bytes
   */
  public LogLines(InputStream input, Optional<Pattern> startPattern, int maxEventBytes) {
    this.pieces = new LinePieces(input, maxEventBytes);
    this.startPattern = startPattern;
    this.maxEventBytes = maxEventBytes;
  }

  /** The next record, never empty; or nothing at the end. */
  public Optional<LogRecord> next() throws IOException {
    Optional<LogRecord> record = nextPossiblyBlank();
    while (record.isPresent() && isBlank(record.get())) {
      LineRange lines = record.get().lines();
      blankLines += lines.last() - lines.first() + 1;
      record = nextPossiblyBlank();
    }
    return record;
  }

  /** Lines read so far. */
  public long linesRead() {
    return pieces.linesRead();
  }

  /** Lines left out so far because they were blank. */
  public long blankLines() {
    return blankLines;
  }

  private Optional<LogRecord> nextPossiblyBlank() throws IOException {
    return startPattern.isPresent()
        ? nextJoined(startPattern.get())
        : pieces.next().map(LogLines::alone);
  }

  private static LogRecord alone(LinePiece piece) {
    return new LogRecord(
        piece.text(), piece.utf8Bytes(), new LineRange(piece.line(), piece.line()));
  }

  /** A record is complete when the next one begins, or at the end. */
  private Optional<LogRecord> nextJoined(Pattern start) throws IOException {
    for (var piece = pieces.next(); piece.isPresent(); piece = pieces.next()) {
      if (open.isEmpty() || belongsToOpenRecord(piece.get(), start)) {
        open.append(piece.get());
      } else {
        LogRecord finished = open.take();
        open.append(piece.get());
        return Optional.of(finished);
      }
    }
    return open.isEmpty() ? Optional.empty() : Optional.of(open.take());
  }

  /** Of a line that was cut, only the beginning can begin a record. */
  private boolean belongsToOpenRecord(LinePiece piece, Pattern start) {
    boolean begins = piece.startsLine() && start.matcher(piece.text()).find();
    return !begins && open.fits(piece, maxEventBytes);
  }

  private static boolean isBlank(LogRecord record) {
    return record.text().chars().allMatch(unit -> unit == '\n');
  }
}
