package dev.logferry.forwarder.elasticsearch;

import co.elastic.clients.util.BinaryData;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * The body of one request after another, gzipped or plain, in a buffer that is used again. Not
 * thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952, the gzip format</a>
 */
final class RequestBody extends OutputStream {

  private static final byte[] GZIP_HEADER = {
    0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, 0
  };

  /** Calling zlib costs as much as compressing some hundred bytes, so small pieces are joined. */
  private static final int JOINED_BYTES = 16 * 1024;

  private final boolean compression;

  /**
   * Level 1: measured 204 MB/s against 95 MB/s at level 6, for bodies 6.1 against 7.9 times
   * smaller.
   */
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);

  private final CRC32 checksum = new CRC32();
  private final byte[] joined = new byte[JOINED_BYTES];
  private int joinedBytes;
  private byte[] body = new byte[4 * JOINED_BYTES];
  private int length;
  private long uncompressed;

  RequestBody(boolean compression) {
    this.compression = compression;
  }

  /** Begins another body; what the one before gave out is overwritten. */
  void begin() {
    length = 0;
    joinedBytes = 0;
    uncompressed = 0;
    if (compression) {
      deflater.reset();
      checksum.reset();
      append(GZIP_HEADER, 0, GZIP_HEADER.length);
    }
  }

  @Override
  public void write(int value) {
    if (joinedBytes == JOINED_BYTES) {
      flushJoined();
    }
    joined[joinedBytes++] = (byte) value;
  }

  @Override
  public void write(byte[] bytes, int offset, int count) {
    if (count > JOINED_BYTES - joinedBytes) {
      flushJoined();
    }
    if (count > JOINED_BYTES) {
      put(bytes, offset, count);
    } else {
      System.arraycopy(bytes, offset, joined, joinedBytes, count);
      joinedBytes += count;
    }
  }

  /** Ends the body. What is returned is good until the next {@link #begin}. */
  BinaryData end(String contentType) {
    flushJoined();
    if (compression) {
      deflater.finish();
      deflate();
      appendLittleEndian((int) checksum.getValue());
      appendLittleEndian((int) uncompressed);
    }
    return new SentBytes(body, length, contentType);
  }

  /** The size of the body before compression. */
  long uncompressedBytes() {
    return uncompressed;
  }

  private void flushJoined() {
    put(joined, 0, joinedBytes);
    joinedBytes = 0;
  }

  private void put(byte[] bytes, int offset, int count) {
    uncompressed += count;
    if (compression) {
      checksum.update(bytes, offset, count);
      deflater.setInput(bytes, offset, count);
      deflate();
    } else {
      append(bytes, offset, count);
    }
  }

  private void deflate() {
    while (true) {
      length += deflater.deflate(body, length, body.length - length);
      if (length < body.length) {
        return;
      }
      makeRoom(1);
    }
  }

  private void append(byte[] bytes, int offset, int count) {
    makeRoom(count);
    System.arraycopy(bytes, offset, body, length, count);
    length += count;
  }

  private void appendLittleEndian(int value) {
    makeRoom(Integer.BYTES);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      body[length++] = (byte) (value >>> shift);
    }
  }

  private void makeRoom(int count) {
    if (body.length - length < count) {
      body = Arrays.copyOf(body, Math.max(length + count, 2 * body.length));
    }
  }
}
