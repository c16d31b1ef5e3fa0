package dev.logferry.localstack.postgres;

import dev.logferry.localstack.server.RunFolder;
import dev.logferry.localstack.server.ServerProcess;
import dev.logferry.localstack.server.Watchdog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;

/** What is where in a PostgreSQL server's folder. */
final class PostgresFolder implements AutoCloseable {

  private static final int PASSWORD_BYTES = 18;

  private final RunFolder folder;

  private PostgresFolder(RunFolder folder) {
    this.folder = folder;
  }

  static PostgresFolder open(Optional<Path> chosen) throws IOException {
    return new PostgresFolder(RunFolder.open("PostgreSQL", chosen));
  }

  /** A process that ends the server when ours has ended. */
  Watchdog watchdog() throws IOException {
    // PostgreSQL's fast shutdown, then its immediate one.
    return Watchdog.over(
        folder, new Watchdog.Target("PostgreSQL", processIdFile(), "postgres", "INT", "QUIT"));
  }

  private Path processIdFile() {
    return data().resolve("postmaster.pid");
  }

  /** The password that the data was made with, or a new one. */
  String password() throws IOException {
    Path file = passwordFile();
    if (!Files.exists(file)) {
      byte[] random = new byte[PASSWORD_BYTES];
      new SecureRandom().nextBytes(random);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, Base64.getUrlEncoder().encodeToString(random));
    }
    return Files.readString(file);
  }

  Path passwordFile() {
    return folder.root().resolve("password");
  }

  Path data() {
    return folder.root().resolve("data");
  }

  Path log() {
    return folder.root().resolve("server.log");
  }

  /** The server's process number; empty if it does not run. */
  Optional<ProcessHandle> server() {
    try (Stream<String> lines = Files.lines(processIdFile())) {
      return lines.findFirst().map(String::strip).map(Long::valueOf).flatMap(ProcessHandle::of);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  long logBytes() throws IOException {
    return Files.exists(log()) ? Files.size(log()) : 0;
  }

  /** What was logged beyond an earlier size. */
  String logAfter(long earlierBytes) throws IOException {
    try (InputStream in = Files.newInputStream(log())) {
      in.skipNBytes(earlierBytes);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (NoSuchFileException _) {
      return "";
    }
  }

  String lastOutput() {
    return ServerProcess.lastLines(log());
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
