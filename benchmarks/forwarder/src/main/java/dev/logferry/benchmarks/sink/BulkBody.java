package dev.logferry.benchmarks.sink;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** A request's body, decompressed. Its buffers are reused for the next request. */
final class BulkBody {

  private static final int INFLATE_BYTES = 1 << 16;

  private byte[] wire = new byte[1 << 16];
  private int wireBytes;
  private byte[] plain = new byte[1 << 20];
  private int plainBytes;
  private boolean compressed;

  void read(InputStream in, RequestHead head) throws IOException {
    wireBytes = 0;
    if (head.chunked()) {
      readChunks(in);
    } else {
      readExactly(in, head.contentLength());
    }
    compressed = head.gzip();
    if (compressed) {
      inflate();
    }
  }

  byte[] bytes() {
    return compressed ? plain : wire;
  }

  int length() {
    return compressed ? plainBytes : wireBytes;
  }

  int wireBytes() {
    return wireBytes;
  }

  private void readChunks(InputStream in) throws IOException {
    int size = chunkSize(in);
    while (size > 0) {
      readExactly(in, size);
      RequestHead.line(in);
      size = chunkSize(in);
    }
    String trailer = RequestHead.line(in);
    while (!trailer.isEmpty()) {
      trailer = RequestHead.line(in);
    }
  }

  private static int chunkSize(InputStream in) throws IOException {
    String line = RequestHead.line(in);
    int extension = line.indexOf(';');
    return Integer.parseInt(extension < 0 ? line : line.substring(0, extension), 16);
  }

  private void readExactly(InputStream in, int bytes) throws IOException {
    if (wire.length < wireBytes + bytes) {
      wire = Arrays.copyOf(wire, 2 * (wireBytes + bytes));
    }
    if (in.readNBytes(wire, wireBytes, bytes) < bytes) {
      throw new EOFException("the client closed the connection within a body");
    }
    wireBytes += bytes;
  }

  private void inflate() throws IOException {
    plainBytes = 0;
    try (InputStream gzip =
        new GZIPInputStream(new ByteArrayInputStream(wire, 0, wireBytes), INFLATE_BYTES)) {
      int read = gzip.read(plain, 0, plain.length);
      while (read >= 0) {
        plainBytes += read;
        if (plainBytes == plain.length) {
          plain = Arrays.copyOf(plain, 2 * plain.length);
        }
        read = gzip.read(plain, plainBytes, plain.length - plainBytes);
      }
    }
  }
}
