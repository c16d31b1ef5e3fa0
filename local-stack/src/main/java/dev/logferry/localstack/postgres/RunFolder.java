package dev.logferry.localstack.postgres;

import dev.logferry.localstack.LockedFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that one server reads and writes. A lock keeps a second run out; it falls when our
 * process ends.
 */
final class RunFolder implements AutoCloseable {

  private static final int PASSWORD_BYTES = 18;
  private static final int LAST_LINES = 20;

  private final Path root;
  private final boolean temporary;
  private final FileChannel lock;

  private RunFolder(LockedFolder folder, boolean temporary) {
    this.root = folder.root();
    this.temporary = temporary;
    this.lock = folder.lock();
  }

  static RunFolder open(Optional<Path> chosen) throws IOException {
    try {
      return new RunFolder(LockedFolder.open("PostgreSQL", chosen), chosen.isEmpty());
    } catch (IllegalStateException e) {
      throw new LocalPostgresException(String.valueOf(e.getMessage()));
    }
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
    return root.resolve("password");
  }

  Path root() {
    return root;
  }

  /** Whether it goes away with the server. */
  boolean temporary() {
    return temporary;
  }

  Path data() {
    return root.resolve("data");
  }

  Path log() {
    return root.resolve("server.log");
  }

  /** The server's process number; empty if it does not run. */
  Optional<ProcessHandle> server() {
    try (Stream<String> lines = Files.lines(data().resolve("postmaster.pid"))) {
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
    try {
      List<String> lines = Files.readAllLines(log());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "(its output cannot be read: " + e + ")";
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
