package dev.logferry.api.logging;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;

/** Logs what is printed past the log, line by line. */
final class PrintedLines extends OutputStream {

  /** A longer line comes in pieces. */
  private static final int MAX_LINE_BYTES = 4_000;

  private final Logger logger;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  PrintedLines(Logger logger) {
    this.logger = logger;
  }

  @Override
  public synchronized void write(int oneByte) {
    if (oneByte != '\n') {
      line.write(oneByte);
    }
    if (oneByte == '\n' || line.size() >= MAX_LINE_BYTES) {
      log();
    }
  }

  private void log() {
    String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
    line.reset();
    if (!text.isEmpty()) {
      logger.warn(text);
    }
  }
}
