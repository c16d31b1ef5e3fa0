package dev.logferry.localstack;

import dev.logferry.localstack.server.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A function's jars in a folder of their own, so that a build beside a running function does not
 * take them away under its feet. Closing it removes the folder; so does the end of this process.
 */
final class FunctionCopy implements AutoCloseable {

  private final RunFolder folder;
  private final Thread atExit = new Thread(this::removeAtExit, "remove-function-copy");

  private FunctionCopy(RunFolder folder) {
    this.folder = folder;
  }

  /** The jars of {@code original/lib}, copied. */
  static FunctionCopy of(Path original) {
    try {
      FunctionCopy copy = new FunctionCopy(RunFolder.open("function", Optional.empty()));
      Runtime.getRuntime().addShutdownHook(copy.atExit);
      copy.fill(original.resolve("lib"));
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the function cannot be copied from %s: %s".formatted(original, e), e);
    }
  }

  private void fill(Path original) throws IOException {
    boolean filled = false;
    try {
      Files.createDirectory(lib());
      for (Path jar : jarsIn(original)) {
        Files.copy(jar, lib().resolve(jar.getFileName()));
      }
      filled = true;
    } finally {
      if (!filled) {
        close();
      }
    }
  }

  /** The folder that stands for {@code /var/task}. */
  Path taskRoot() {
    return folder.root();
  }

  /** Removes the folder; nothing if it is gone already. */
  @Override
  public void close() {
    try {
      remove();
    } catch (IOException e) {
      throw new UncheckedIOException("the function's copy cannot be removed: " + taskRoot(), e);
    }
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException _) {
      // The hook is running already, and finds nothing left to do.
    }
  }

  /** Does not wait for the function's end: on Linux, files in use can be removed. */
  private void removeAtExit() {
    try {
      remove();
    } catch (IOException _) {
      // Nobody is left who could be told; the system's temporary folder is cleaned in time.
    }
  }

  private synchronized void remove() throws IOException {
    folder.delete();
    folder.close();
  }

  private Path lib() {
    return taskRoot().resolve("lib");
  }

  private static List<Path> jarsIn(Path lib) throws IOException {
    try (Stream<Path> files = Files.list(lib)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }
}
