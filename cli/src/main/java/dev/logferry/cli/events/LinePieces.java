package dev.logferry.cli.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.Optional;

/**
 * Lines of a stream, cut where they are longer than a limit. Lines end at line feed alone, as in
 * the awslogs driver. Bytes that are not UTF-8 become U+FFFD, and only then is the size counted.
 * Holds one piece at a time, however long the line.
 */
final class LinePieces {
  private final Reader reader;
  private final int maxBytes;
  private final char[] buffer = new char[1 << 16];
  private final StringBuilder text = new StringBuilder();
  private int position;
  private int end;
  private int textBytes;
  private long line;
  private boolean startsLine = true;

  /**
   * @param maxBytes largest piece in UTF-8 bytes; at least 4, so that any character fits
   */
  LinePieces(InputStream input, int maxBytes) {
    if (maxBytes < 4) {
      throw new IllegalArgumentException("maxBytes must be at least 4: " + maxBytes);
    }
    this.reader = new InputStreamReader(input, UTF_8);
    this.maxBytes = maxBytes;
  }

  /** The next piece; empty at the end. A blank line is a piece without text. */
  Optional<LinePiece> next() throws IOException {
    while (position < end || refill()) {
      char unit = buffer[position];
      if (unit == '\n') {
        position++;
        return Optional.of(takeLine());
      }
      if (textBytes + bytesToStayWhole(unit) > maxBytes) {
        return Optional.of(takePiece());
      }
      position++;
      text.append(unit);
      textBytes += Utf8.bytesOf(unit);
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(takeLine());
  }

  /** How many lines have been begun so far. */
  long linesRead() {
    return line;
  }

  /** The first half of a surrogate pair needs room for both: the decoder never gives it alone. */
  private static int bytesToStayWhole(char unit) {
    return Character.isHighSurrogate(unit) ? 4 : Utf8.bytesOf(unit);
  }

  private LinePiece takeLine() {
    LinePiece last = takePiece();
    startsLine = true;
    return last;
  }

  private LinePiece takePiece() {
    if (startsLine) {
      line++;
    }
    var piece = new LinePiece(text.toString(), textBytes, line, startsLine);
    text.setLength(0);
    textBytes = 0;
    startsLine = false;
    return piece;
  }

  private boolean refill() throws IOException {
    position = 0;
    end = Math.max(0, reader.read(buffer));
    return end > 0;
  }
}
