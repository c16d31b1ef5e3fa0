package dev.logferry.forwarder.objects;

import dev.logferry.forwarder.json.CapExceeded;
import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts a stream of JSON objects, with blanks between them or nothing, into one object at a time.
 * Only strings and brackets are looked at; whether it is JSON is for the parser to say.
 */
final class JsonObjects {

  static final JsonObjects NONE = new JsonObjects(InputStream.nullInputStream());

  private final InputStream in;
  private final byte[] buffer = new byte[16 * 1024];
  private int start;
  private int end;
  private long filledBytes;

  private int depth;
  private boolean inString;
  private boolean escaped;

  JsonObjects(InputStream in) {
    this.in = in;
  }

  /** Where reading stands, in bytes of this stream. */
  long offset() {
    return filledBytes - (end - start);
  }

  /**
   * Goes to what is no blank; false if there is none.
   *
   * @throws CapExceeded if there are more blanks than that
   */
  boolean hasMore(long maxBlanks) throws IOException {
    for (long blanks = 0; start < end || fill(); blanks++) {
      if (!isBlank(buffer[start])) {
        return true;
      }
      if (blanks > maxBlanks) {
        throw new CapExceeded(maxBlanks);
      }
      start++;
    }
    return false;
  }

  private static boolean isBlank(byte next) {
    return next == ' ' || next == '\t' || next == '\r' || next == '\n';
  }

  /** Whether an object follows. */
  boolean atObject() {
    return start < end && buffer[start] == '{';
  }

  /**
   * Copies an object, or what there is of it if the stream ends in the middle of it.
   *
   * @return whether the object is whole
   * @throws IOException if the stream cannot be read, after what could be read was copied; if the
   *     buffer overflows
   */
  boolean copyObject(EnvelopeBuffer spool) throws IOException {
    depth = 0;
    inString = false;
    boolean closed = false;
    while (!closed && (start < end || fill())) {
      int from = start;
      closed = scan();
      spool.write(buffer, from, start - from);
    }
    return closed;
  }

  /** Reads on to the end; false if that is farther away than some bytes. */
  boolean skipRest(long maxBytes) throws IOException {
    long limit = filledBytes + maxBytes;
    while (filledBytes <= limit) {
      if (!fill()) {
        return true;
      }
    }
    return false;
  }

  /** Scans what is in the buffer; true at the end of the object. */
  private boolean scan() {
    while (start < end) {
      byte next = buffer[start++];
      if (inString) {
        scanString(next);
      } else if (next == '"') {
        inString = true;
        escaped = false;
      } else if (next == '{' || next == '[') {
        depth++;
      } else if ((next == '}' || next == ']') && --depth == 0) {
        return true;
      }
    }
    return false;
  }

  private void scanString(byte next) {
    if (escaped) {
      escaped = false;
    } else if (next == '\\') {
      escaped = true;
    } else if (next == '"') {
      inString = false;
    }
  }

  private boolean fill() throws IOException {
    start = 0;
    end = 0; // in case reading fails
    int count = in.read(buffer, 0, buffer.length);
    end = Math.max(0, count);
    filledBytes += end;
    return count > 0;
  }
}
