package dev.logferry.localstack.server;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whole folders, created, filled and deleted. */
public final class FolderTree {

  private static final Set<PosixFilePermission> OPEN_TO_READERS =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private FolderTree() {}

  /** Creates what is missing, readable by everyone whatever the umask says. */
  public static void createOpenToReaders(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null) {
      createOpenToReaders(parent);
    }
    try {
      Files.createDirectory(folder);
      Files.setPosixFilePermissions(folder, OPEN_TO_READERS);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  /** Unpacks with the permissions that the zip records, so that programs stay executable. */
  public static void unzip(Path zip, Path target) throws IOException {
    // The default for entries that record none would be writable by everyone.
    Map<String, ?> withPermissions =
        Map.of("enablePosixFileAttributes", "true", "defaultPermissions", "rw-r--r--");
    try (FileSystem packed = FileSystems.newFileSystem(zip, withPermissions);
        Stream<Path> entries = Files.walk(packed.getPath("/"))) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        // Names inside a zip file system are normalized: none can lead out of the target.
        Path copy = target.resolve(entry.toString().substring(1));
        if (Files.isDirectory(entry)) {
          createOpenToReaders(copy);
        } else {
          Files.copy(entry, copy);
          Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(entry));
        }
      }
    }
  }

  /** Deletes it with everything in it, even if another thread does the same. */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            return unlessGone(failure);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              return unlessGone(failure);
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** A server that is ending deletes files of its own, and so does a shutdown hook. */
  private static FileVisitResult unlessGone(IOException failure) throws IOException {
    if (failure instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw failure;
  }
}
