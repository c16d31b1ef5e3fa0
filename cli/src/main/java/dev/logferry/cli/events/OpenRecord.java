package dev.logferry.cli.events;

import java.util.Optional;

/** A record that may still grow. Its lines are joined by a line feed. */
final class OpenRecord {
  private final StringBuilder text = new StringBuilder();
  private int utf8Bytes;
  private Optional<LineRange> lines = Optional.empty();

  boolean isEmpty() {
    return lines.isEmpty();
  }

  boolean fits(LinePiece piece, int maxBytes) {
    return utf8Bytes + separator(piece).length() + piece.utf8Bytes() <= maxBytes;
  }

  void append(LinePiece piece) {
    String separator = separator(piece);
    text.append(separator).append(piece.text());
    utf8Bytes += separator.length() + piece.utf8Bytes();
    var line = new LineRange(piece.line(), piece.line());
    lines = Optional.of(lines.map(begun -> begun.through(line)).orElse(line));
  }

  LogRecord take() {
    var record = new LogRecord(text.toString(), utf8Bytes, lines.orElseThrow());
    text.setLength(0);
    utf8Bytes = 0;
    lines = Optional.empty();
    return record;
  }

  private String separator(LinePiece piece) {
    return isEmpty() || !piece.startsLine() ? "" : "\n";
  }
}
