package dev.logferry.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A function's jars in a folder of their own, so that a build beside a running function does not
 * take them away under its feet. Closing it removes the folder.
 */
record FunctionCopy(Path taskRoot) implements AutoCloseable {

  static FunctionCopy of(Path original) {
    try {
      Path taskRoot = Files.createTempDirectory("logferry-function-");
      Path lib = Files.createDirectory(taskRoot.resolve("lib"));
      for (Path jar : jarsIn(original.resolve("lib"))) {
        Files.copy(jar, lib.resolve(jar.getFileName()));
      }
      return new FunctionCopy(taskRoot);
    } catch (IOException e) {
      throw new UncheckedIOException("the function cannot be copied from " + original, e);
    }
  }

  private static List<Path> jarsIn(Path lib) throws IOException {
    try (Stream<Path> files = Files.list(lib)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  @Override
  public void close() {
    try {
      Path lib = taskRoot.resolve("lib");
      for (Path jar : jarsIn(lib)) {
        Files.delete(jar);
      }
      Files.delete(lib);
      Files.delete(taskRoot);
    } catch (IOException e) {
      throw new UncheckedIOException("the function's copy cannot be removed: " + taskRoot, e);
    }
  }
}
