package dev.logferry.localstack.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder with everything that one run of a local server reads and writes. A lock keeps a second
 * run out of it; the system releases it when our process ends. Temporary folders that a killed
 * process left behind are deleted by the next run.
 *
 * @param root the folder, without symbolic links
 * @param temporary whether it is deleted with the server
 * @param lock held until it is closed
 */
public record RunFolder(Path root, boolean temporary, FileChannel lock) implements AutoCloseable {

  private static final String LOCK_FILE = "run.lock";

  /** A run creates its file a moment before it locks it. */
  private static final Duration JUST_CREATED = Duration.ofMinutes(1);

  /**
   * Takes a folder that is new, empty, or was such a folder before; without a choice, a temporary
   * one.
   *
   * @param server which server it is for, in messages and in a temporary folder's name
   * @throws LocalServerException if it holds other files, or another run uses it
   */
  public static RunFolder open(String server, Optional<Path> chosen) throws IOException {
    Path root =
        chosen.isPresent()
            ? existingOrNew(server, chosen.get().toAbsolutePath())
            : temporary("logferry-" + server.toLowerCase(Locale.ROOT) + "-");
    return new RunFolder(root.toRealPath(), chosen.isEmpty(), lock(server, root));
  }

  private static Path temporary(String prefix) throws IOException {
    Path created = Files.createTempDirectory(prefix);
    try (Stream<Path> others = Files.list(created.toAbsolutePath().getParent())) {
      others
          .filter(other -> other.getFileName().toString().startsWith(prefix))
          .filter(other -> !other.equals(created))
          .forEach(RunFolder::deleteIfAbandoned);
    }
    return created;
  }

  /** Deletes the folder of a run that was killed: nobody holds its lock. Best effort. */
  private static void deleteIfAbandoned(Path folder) {
    Path file = folder.resolve(LOCK_FILE);
    try {
      Instant locked = Files.getLastModifiedTime(file).toInstant();
      if (locked.isBefore(Instant.now().minus(JUST_CREATED))) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          if (channel.tryLock() != null) {
            FolderTree.delete(folder);
          }
        }
      }
    } catch (IOException | OverlappingFileLockException _) {
      // In use, another user's, or already gone.
    }
  }

  private static Path existingOrNew(String server, Path root) throws IOException {
    Files.createDirectories(root);
    try (Stream<Path> children = Files.list(root)) {
      if (children.findAny().isPresent() && !Files.exists(root.resolve(LOCK_FILE))) {
        throw new LocalServerException(
            "%s holds files that no local %s made, and they could be deleted with it: choose an empty or a new folder"
                .formatted(root, server));
      }
    }
    return root;
  }

  private static FileChannel lock(String server, Path root) throws IOException {
    FileChannel channel =
        FileChannel.open(
            root.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException _) {
      // Another run of this same process has it: answered below, like one of another process.
    }
    channel.close();
    throw new LocalServerException(
        "another local %s is running in %s: stop it, or choose another folder"
            .formatted(server, root));
  }

  /** Deletes it with everything in it. */
  public void delete() throws IOException {
    FolderTree.delete(root);
  }

  /** Gives the folder up; what it holds stays. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
