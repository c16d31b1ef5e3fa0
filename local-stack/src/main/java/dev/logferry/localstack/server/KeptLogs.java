package dev.logferry.localstack.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/**
 * Copies the logs of a local server to a folder before they are deleted with it. The build's tests
 * ask for it, so that a failed test leaves what its servers had to say; otherwise nothing is kept.
 */
public final class KeptLogs {

  /** The system property that names the folder. */
  private static final String FOLDER_PROPERTY = "logferry.kept.logs";

  private KeptLogs() {}

  /**
   * Copies the files that exist, and prints where to. Best effort: never throws.
   *
   * @param server whose logs they are, such as {@code Elasticsearch}
   * @param port where it listened
   */
  public static void copy(String server, int port, List<Path> logs) {
    String folder = System.getProperty(FOLDER_PROPERTY, "");
    if (folder.isEmpty()) {
      return;
    }
    String prefix = "%s-%d-".formatted(server.toLowerCase(Locale.ROOT), port);
    try {
      Path kept = Files.createDirectories(Path.of(folder));
      for (Path log : logs) {
        if (Files.exists(log)) {
          Files.copy(
              log, kept.resolve(prefix + log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      System.out.printf("The logs of %s, port %d: %s*%n", server, port, kept.resolve(prefix));
    } catch (IOException e) {
      System.out.printf("The logs of %s, port %d, cannot be kept: %s%n", server, port, e);
    }
  }
}
