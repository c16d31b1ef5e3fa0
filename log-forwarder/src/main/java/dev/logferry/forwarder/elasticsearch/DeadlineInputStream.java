package dev.logferry.forwarder.elasticsearch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/** Ends when the time is up, even if bytes keep trickling in. */
final class DeadlineInputStream extends FilterInputStream {

  private final long deadlineNanos;

  DeadlineInputStream(InputStream in, long deadlineNanos) {
    super(in);
    this.deadlineNanos = deadlineNanos;
  }

  @Override
  public int read() throws IOException {
    requireTime();
    return super.read();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    requireTime();
    return super.read(buffer, offset, length);
  }

  private void requireTime() throws SocketTimeoutException {
    if (deadlineNanos - System.nanoTime() <= 0) {
      throw new SocketTimeoutException("the answer is not complete in time");
    }
  }
}
