package dev.logferry.localstack.elasticsearch;

import dev.logferry.localstack.server.CacheFolder;
import dev.logferry.localstack.server.FolderTree;
import dev.logferry.localstack.server.LocalServerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The unpacked server. It is unpacked once for each version and user, and used by every run.
 *
 * @param home the server's own folder, with {@code lib}, {@code modules} and {@code config} in it
 */
record ServerDistribution(Path home) {

  static final String ZIP_PROPERTY = "logferry.elasticsearch.zip";
  static final String ZIP_VARIABLE = "LOGFERRY_ELASTICSEARCH_ZIP";
  private static final String ROOT_PROPERTY = "logferry.root";

  /** Finds the zip that the build copied and unpacks it, unless an earlier run has done so. */
  static ServerDistribution unpacked(ServerAccount account) throws IOException {
    Path home =
        unpackedHome(zip(System.getenv()), CacheFolder.of(System.getenv(), account.changed()));
    account.requireReachable(
        home,
        "set the environment variable " + CacheFolder.VARIABLE + " to a folder open to everyone");
    return new ServerDistribution(home);
  }

  static Path zip(Map<String, String> environment) {
    Optional<String> override =
        Optional.ofNullable(System.getProperty(ZIP_PROPERTY))
            .or(() -> Optional.ofNullable(environment.get(ZIP_VARIABLE)));
    Path zip = override.map(Path::of).orElseGet(ServerDistribution::zipOfTheBuild);
    if (!Files.isRegularFile(zip)) {
      throw new LocalServerException(
          "the Elasticsearch server is not at %s: run ./mvnw package -DskipTests in the project's root, which fetches it, or set %s or -D%s to an elasticsearch zip"
              .formatted(zip.toAbsolutePath(), ZIP_VARIABLE, ZIP_PROPERTY));
    }
    return zip.toAbsolutePath();
  }

  private static Path zipOfTheBuild() {
    String root = System.getProperty(ROOT_PROPERTY);
    if (root == null) {
      throw new LocalServerException(
          "the system property %s is not set: start Java with -D%s=<root of the project>, or set %s to an elasticsearch zip"
              .formatted(ROOT_PROPERTY, ROOT_PROPERTY, ZIP_VARIABLE));
    }
    return Path.of(root, "local-stack", "target", "elasticsearch")
        .resolve("elasticsearch-" + versionOfTheBuild() + ".zip");
  }

  private static String versionOfTheBuild() {
    Properties properties = new Properties();
    try (InputStream in = ServerDistribution.class.getResourceAsStream("server.properties")) {
      properties.load(Objects.requireNonNull(in, "server.properties"));
    } catch (IOException e) {
      throw new LocalServerException("cannot read server.properties of local-stack", e);
    }
    return properties.getProperty("version");
  }

  /**
   * Synchronized since a file lock shuts out other processes, but not other threads of this one.
   */
  static synchronized Path unpackedHome(Path zip, Path cache) throws IOException {
    String name = zip.getFileName().toString().replaceFirst("\\.zip$", "");
    Path target = cache.resolve(name + "-" + Files.size(zip));
    if (!Files.isDirectory(target)) {
      createCache(cache);
      try (FileChannel channel =
              FileChannel.open(
                  cache.resolve(name + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        unpackUnlessThere(zip, target);
      }
    }
    return onlyFolderOf(target);
  }

  private static void createCache(Path cache) {
    try {
      FolderTree.createOpenToReaders(cache);
    } catch (IOException e) {
      throw CacheFolder.notWritable(cache, "unpacked Elasticsearch", e);
    }
  }

  /** The rename at the end is what makes it valid: an interrupted run leaves only a leftover. */
  private static void unpackUnlessThere(Path zip, Path target) throws IOException {
    if (Files.isDirectory(target)) {
      return;
    }
    Path unpacking = target.resolveSibling(target.getFileName() + ".unpacking");
    FolderTree.delete(unpacking);
    FolderTree.unzip(zip, unpacking);
    Files.move(unpacking, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path onlyFolderOf(Path target) throws IOException {
    try (Stream<Path> children = Files.list(target)) {
      return children
          .filter(child -> Files.isDirectory(child.resolve("lib")))
          .findFirst()
          .orElseThrow(
              () ->
                  new LocalServerException(
                      "there is no Elasticsearch server in "
                          + target
                          + ": delete that folder, and it is unpacked again"));
    }
  }
}
