package dev.logferry.forwarder.deadletter;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads a dead letter object, letter by letter, so that no more than one is in memory.
 *
 * <p>Damage shows where it is met: letters before it were read well, and that the object is whole
 * is known only once {@link #next} has said that there are no more.
 */
public final class DeadLetterReader implements Closeable {

  private static final int BUFFER_BYTES = 64 * 1024;

  private final int maxLineBytes;
  private final InputStream ndjson;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;
  private int lines;
  private final DeadLetterHeader header;

  private DeadLetterReader(InputStream ndjson, int maxLineBytes) throws IOException {
    this.ndjson = ndjson;
    this.maxLineBytes = maxLineBytes;
    this.header =
        nextLine()
            .orElseThrow(() -> new MalformedDeadLetters(1, "is missing; the object is empty"))
            .header();
  }

  /**
   * Reads an object's header.
   *
   * @param object the object as stored; closed with the reader, or here if this fails
   * @throws DamagedDeadLetters if it is no dead letter object
   * @throws NewerDeadLetters if it is one of a newer form
   * @throws IOException if it cannot be read for another reason, such as a lost connection
   */
  public static DeadLetterReader of(InputStream object, int maxLineBytes) throws IOException {
    boolean opened = false;
    try {
      DeadLetterReader reader = new DeadLetterReader(unzipped(object), maxLineBytes);
      opened = true;
      return reader;
    } finally {
      if (!opened) {
        object.close();
      }
    }
  }

  private static InputStream unzipped(InputStream object) throws IOException {
    try {
      return new GZIPInputStream(object, BUFFER_BYTES);
    } catch (ZipException | EOFException e) {
      throw new MalformedDeadLetters(1, "cannot be read, the object is not gzip", e);
    }
  }

  /** What is said of the object as a whole. */
  public DeadLetterHeader header() {
    return header;
  }

  /**
   * The next letter; empty at the end of a whole object.
   *
   * @throws DamagedDeadLetters if it cannot be read, ever
   * @throws IOException if it cannot be read for another reason, such as a lost connection
   */
  public Optional<DeadLetter> next() throws IOException {
    Optional<DeadLetterLine> line = nextLine();
    return line.isEmpty() ? Optional.empty() : Optional.of(line.get().letter(header.kind()));
  }

  private Optional<DeadLetterLine> nextLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      if (position == limit && !fill()) {
        if (line.size() > 0) {
          throw new MalformedDeadLetters(lines + 1, "has no end");
        }
        return Optional.empty();
      }
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      if (line.size() + (long) (end - position) > maxLineBytes) {
        throw new OversizedDeadLetter(lines + 1, maxLineBytes);
      }
      line.write(buffer, position, end - position);
      position = end;
      if (end < limit) {
        position++;
        return Optional.of(DeadLetterLine.read(++lines, line.toByteArray()));
      }
    }
  }

  private boolean fill() throws IOException {
    try {
      position = 0;
      limit = Math.max(0, ndjson.read(buffer));
      return limit > 0;
    } catch (ZipException | EOFException e) {
      limit = 0;
      throw new MalformedDeadLetters(
          lines + 1, "cannot be unzipped, the object is cut off or damaged", e);
    }
  }

  @Override
  public void close() throws IOException {
    ndjson.close();
  }
}
