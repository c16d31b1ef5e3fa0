package dev.logferry.forwarder.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads a file that should hold PEM text. */
public final class PemFile {

  private PemFile() {}

  /**
   * The file's text.
   *
   * @throws IllegalArgumentException if it cannot be read
   */
  public static String read(String path) {
    try {
      // UTF-8 would fail on a file that is not text; this way it is reported as having no PEM in
      // it.
      return Files.readString(Path.of(path), StandardCharsets.ISO_8859_1);
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException(
          "the file cannot be read ("
              + e.getClass().getSimpleName()
              + "); on Lambda a file of the package is below /var/task",
          e);
    }
  }
}
