package dev.logferry.localstack;

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
 * A folder of one local server. A lock keeps a second run out of it; the system releases it when
 * our process ends. Temporary folders that a killed process left behind are deleted by the next
 * run.
 *
 * @param root the folder, without symbolic links
 * @param lock held until it is closed
 */
public record LockedFolder(Path root, FileChannel lock) {

  private static final String LOCK_FILE = "run.lock";

  /** A run creates its file a moment before it locks it. */
  private static final Duration JUST_CREATED = Duration.ofMinutes(1);

  /**
   * Takes a folder that is new, empty, or was such a folder before; a temporary one without a
   * choice.
   *
   * @param server who will live in it, in messages and in a temporary folder's name
   * @throws IllegalStateException if it holds other files, or another run has it
   */
  public static LockedFolder open(String server, Optional<Path> chosen) throws IOException {
    Path root =
        chosen.isPresent()
            ? existingOrNew(server, chosen.get().toAbsolutePath())
            : temporary("logferry-" + server.toLowerCase(Locale.ROOT) + "-");
    return new LockedFolder(root.toRealPath(), lock(server, root));
  }

  private static Path temporary(String prefix) throws IOException {
    Path created = Files.createTempDirectory(prefix);
    try (Stream<Path> others = Files.list(created.toAbsolutePath().getParent())) {
      others
          .filter(other -> other.getFileName().toString().startsWith(prefix))
          .filter(other -> !other.equals(created))
          .forEach(LockedFolder::deleteIfAbandoned);
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
        throw new IllegalStateException(
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
    throw new IllegalStateException(
        "another local %s is running in %s: stop it, or choose another folder"
            .formatted(server, root));
  }
}
