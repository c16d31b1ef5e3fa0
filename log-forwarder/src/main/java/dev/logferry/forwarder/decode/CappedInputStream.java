package dev.logferry.forwarder.decode;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Passes bytes on up to a limit and fails beyond it, so that a small payload cannot fill the
 * memory.
 */
public final class CappedInputStream extends FilterInputStream {

  private final long limitBytes;
  private long readBytes;

  CappedInputStream(InputStream in, long limitBytes) {
    super(in);
    this.limitBytes = limitBytes;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    count(Math.max(0, count));
    return count;
  }

  private void count(int bytes) throws IOException {
    readBytes += bytes;
    if (readBytes > limitBytes) {
      throw new CapExceeded(limitBytes);
    }
  }

  /** The stream holds more than the limit. */
  public static final class CapExceeded extends IOException {
    private static final long serialVersionUID = 1;

    public CapExceeded(long limitBytes) {
      super("more than " + limitBytes + " bytes");
    }
  }
}
