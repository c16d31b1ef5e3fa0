package dev.logferry.localstack.elasticsearch;

import dev.logferry.localstack.server.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** What is where in a node's folder, which nobody but the server's account can enter. */
final class NodeFolder implements AutoCloseable {

  private final RunFolder folder;
  private final Path root;

  private NodeFolder(RunFolder folder) {
    this.folder = folder;
    this.root = folder.root();
  }

  static NodeFolder open() throws IOException {
    NodeFolder folder = new NodeFolder(RunFolder.open("Elasticsearch", Optional.empty()));
    for (Path part :
        List.of(folder.configuration(), folder.data(), folder.logs(), folder.temporary())) {
      Files.createDirectories(part);
    }
    return folder;
  }

  void copyLogSettings(ServerDistribution distribution) throws IOException {
    Files.copy(
        distribution.home().resolve("config").resolve("log4j2.properties"),
        configuration().resolve("log4j2.properties"));
  }

  /** Puts other users in the place of those there are, in one step: the server may be reading. */
  void replaceUsers(FileRealm users, ServerAccount account) throws IOException {
    Path written = temporary().resolve(FileRealm.USERS_FILE);
    users.writeUsers(written);
    account.own(written);
    Files.move(
        written,
        configuration().resolve(FileRealm.USERS_FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  Path root() {
    return root;
  }

  Path configuration() {
    return root.resolve("config");
  }

  Path data() {
    return root.resolve("data");
  }

  Path logs() {
    return root.resolve("logs");
  }

  Path temporary() {
    return root.resolve("tmp");
  }

  /** The log that the server writes about itself: one ECS JSON object a line. */
  Path serverLog() {
    return logs().resolve(NodeSettings.CLUSTER_NAME + "_server.json");
  }

  /** What the server writes to its standard output and error, before and beside its own log. */
  Path consoleOutput() {
    return logs().resolve("console.log");
  }

  void delete() throws IOException {
    folder.delete();
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
