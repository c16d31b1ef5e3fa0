package dev.logferry.forwarder.objects;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what was read of a stream. */
final class CountedInputStream extends FilterInputStream {

  private long readBytes;

  CountedInputStream(InputStream in) {
    super(in);
  }

  long readBytes() {
    return readBytes;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    readBytes += value < 0 ? 0 : 1;
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    readBytes += Math.max(0, count);
    return count;
  }
}
