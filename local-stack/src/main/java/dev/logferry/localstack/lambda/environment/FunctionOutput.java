package dev.logferry.localstack.lambda.environment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What the function's process writes, line by line. It goes through a file and not a pipe, since
 * only of a file can one say "this is all that was written so far", which decides to which
 * invocation a line belongs. The file has no name once the process has it open.
 */
final class FunctionOutput implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final Path file;
  private final FileInputStream written;
  private volatile boolean closed;
  private final Consumer<String> lines;
  private final ByteArrayOutputStream unfinishedLine = new ByteArrayOutputStream();
  private final Thread follower;

  FunctionOutput(Consumer<String> lines) {
    this.lines = lines;
    try {
      file = Files.createTempFile("local-lambda-", ".log");
      // Not a FileChannel: that one closes when a thread is interrupted while reading.
      written = new FileInputStream(file.toFile());
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot create a file for the function's output", failure);
    }
    follower = Thread.ofVirtual().name("function-output").unstarted(this::follow);
  }

  ProcessBuilder.Redirect redirect() {
    return ProcessBuilder.Redirect.appendTo(file.toFile());
  }

  /** To be called once the process has opened the file. */
  void begin() {
    deleteName();
    follower.start();
  }

  /** Passes on everything written so far, a last line without its end included. */
  synchronized void flush() {
    passOn();
    if (unfinishedLine.size() > 0) {
      endLine();
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    flush();
    closed = true;
    try {
      written.close();
      deleteName();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void follow() {
    try {
      while (!closed) {
        passOn();
        Thread.sleep(LOOK_EVERY);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void passOn() {
    if (closed) {
      return;
    }
    var chunk = new byte[8192];
    try {
      for (int length = written.read(chunk); length > 0; length = written.read(chunk)) {
        for (int index = 0; index < length; index++) {
          add(chunk[index]);
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read the function's output", failure);
    }
  }

  private void add(byte next) {
    if (next == '\n') {
      endLine();
    } else {
      unfinishedLine.write(next);
    }
  }

  private void endLine() {
    lines.accept(unfinishedLine.toString(UTF_8));
    unfinishedLine.reset();
  }

  private void deleteName() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
