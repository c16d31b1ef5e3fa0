package dev.logferry.api.logging;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.LongAdder;

/**
 * Where lines go. A line that can't be written (a full disk behind a redirected output, say) is
 * counted and lost; logback itself would write no line ever again. What was left of a line that was
 * written in part is ended first, so that the next one stands alone.
 */
final class StandardOutput extends OutputStream {

  private final OutputStream target;
  private final LongAdder lost = new LongAdder();
  private boolean mayStandInALine;

  StandardOutput(OutputStream target) {
    this.target = target;
  }

  @Override
  public void write(int oneByte) {
    write(new byte[] {(byte) oneByte}, 0, 1);
  }

  /** A whole line. The appender calls this under its lock. */
  @Override
  public void write(byte[] line, int offset, int length) {
    try {
      if (mayStandInALine) {
        target.write('\n');
        mayStandInALine = false;
      }
      target.write(line, offset, length);
    } catch (IOException _) {
      mayStandInALine = true;
      lost.increment();
    }
  }

  @Override
  public void flush() throws IOException {
    target.flush();
  }

  long lost() {
    return lost.sum();
  }
}
