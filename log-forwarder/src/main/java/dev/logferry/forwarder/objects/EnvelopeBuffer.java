package dev.logferry.forwarder.objects;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Holds one envelope as gzip, so that it can be decoded like a subscription's payload. Its first 4
 * MiB are stored as they are, which is quick; only what goes beyond is compressed, so that the
 * largest envelope that the limit allows takes a fraction of it.
 */
final class EnvelopeBuffer {

  private static final int STORED_BYTES = 4 << 20;
  private static final int BUFFER_BYTES = 64 * 1024;

  private final ByteArrayOutputStream gzip = new ByteArrayOutputStream(BUFFER_BYTES);
  private final LevelledGzip out;
  private final long maxBytes;
  private long bytes;

  /**
   * @param maxBytes what the decoder takes. One byte more is held, so that it finds the envelope
   *     too large
   */
  EnvelopeBuffer(long maxBytes) throws IOException {
    this.out = new LevelledGzip(gzip);
    this.maxBytes = maxBytes;
  }

  /**
   * @throws Overflow if it would be more than twice of what the decoder takes: what begins there is
   *     not worth looking for
   */
  void write(byte[] buffer, int offset, int length) throws IOException {
    long room = Math.max(0, maxBytes + 1 - bytes);
    out.write(buffer, offset, (int) Math.min(room, length));
    if (bytes < STORED_BYTES && bytes + length >= STORED_BYTES) {
      out.compress();
    }
    bytes += length;
    if (bytes > 2 * maxBytes) {
      throw new Overflow();
    }
  }

  /** The envelope as gzip. */
  byte[] finish() throws IOException {
    out.close();
    return gzip.toByteArray();
  }

  /** The envelope does not end. */
  static final class Overflow extends IOException {
    private static final long serialVersionUID = 1;
  }

  private static final class LevelledGzip extends GZIPOutputStream {

    LevelledGzip(OutputStream out) throws IOException {
      super(out, BUFFER_BYTES);
      def.setLevel(Deflater.NO_COMPRESSION);
    }

    void compress() {
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
