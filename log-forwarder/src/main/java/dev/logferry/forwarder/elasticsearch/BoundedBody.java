package dev.logferry.forwarder.elasticsearch;

import java.io.IOException;
import java.io.InputStream;

/** A body that may be endless: reading fails beyond a limit. Closing it does nothing. */
final class BoundedBody extends InputStream {

  private final InputStream in;
  private long left = Long.MAX_VALUE;
  private boolean tooLong;

  BoundedBody(InputStream in) {
    this.in = in;
  }

  /** How many bytes may be read from now on. */
  void setLimit(long bytes) {
    left = bytes;
  }

  boolean isTooLong() {
    return tooLong;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = in.read(bytes, offset, (int) Math.min(length, left + 1));
    left -= Math.max(0, read);
    if (left < 0) {
      tooLong = true;
      throw new IOException("the answer is longer than any answer to this request is");
    }
    return read;
  }

  /** Whether it ends after at most so many bytes more; reads them. */
  boolean endsWithin(int bytes) throws IOException {
    if (tooLong) {
      return false;
    }
    byte[] rest = new byte[bytes];
    return in.readNBytes(rest, 0, bytes) < bytes;
  }
}
