package dev.logferry.localstack.s3;

import dev.logferry.localstack.FolderTree;
import dev.logferry.localstack.LockedFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files of one run: settings, output, and the objects.
 *
 * @param root holds all of them, and is removed with them
 * @param lock held until it is closed
 */
record ServerFolder(Path root, FileChannel lock) {

  private static final int LAST_LINES = 20;

  static ServerFolder create() throws IOException {
    LockedFolder locked = LockedFolder.open("S3", Optional.empty());
    ServerFolder folder = new ServerFolder(locked.root(), locked.lock());
    Files.createDirectory(folder.objects());
    return folder;
  }

  /** Writes the server's settings, and says where. */
  Path writeSettings(int port) throws IOException {
    return Files.writeString(
        root.resolve("s3proxy.properties"),
        """
        s3proxy.endpoint=http://127.0.0.1:%d
        s3proxy.authorization=none
        jclouds.provider=filesystem-nio2
        jclouds.filesystem.basedir=%s
        jclouds.identity=unused
        jclouds.credential=unused
        """
            .formatted(port, objects()));
  }

  private Path objects() {
    return root.resolve("objects");
  }

  Path output() {
    return root.resolve("output.log");
  }

  String lastOutput() {
    try {
      List<String> lines = Files.readAllLines(output());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "(its output cannot be read: " + e + ")";
    }
  }

  void delete() throws IOException {
    FolderTree.delete(root);
    lock.close();
  }
}
