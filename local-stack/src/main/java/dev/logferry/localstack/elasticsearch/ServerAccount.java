package dev.logferry.localstack.elasticsearch;

import com.sun.security.auth.module.UnixSystem;
import dev.logferry.localstack.server.LocalServerException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The operating system's account that the server runs under: our own, or {@code nobody} when we are
 * root, since Elasticsearch refuses to run as root.
 *
 * @param commandPrefix what stands before the server's command to run it under this account
 * @param changed whether it is another account than ours
 */
record ServerAccount(List<String> commandPrefix, boolean changed) {

  /** The number of {@code nobody} and of its group on Linux. */
  static final int NOBODY = 65_534;

  private static final int OTHERS_MAY_ENTER = 0001;
  private static final int OWNER_MAY_ENTER = 0100;

  ServerAccount {
    commandPrefix = List.copyOf(commandPrefix);
  }

  static ServerAccount forThisProcess() {
    return new UnixSystem().getUid() == 0 ? nobody() : new ServerAccount(List.of(), false);
  }

  private static ServerAccount nobody() {
    String setpriv =
        programFolders()
            .map(folder -> folder.resolve("setpriv"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(
                () ->
                    new LocalServerException(
                        "Elasticsearch does not run as root, and the program setpriv, which would"
                            + " start it as nobody, is not installed: install util-linux (2.31 or"
                            + " newer), or run this as an ordinary user"))
            .toString();
    return new ServerAccount(
        List.of(setpriv, "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"), true);
  }

  private static Stream<Path> programFolders() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(
            Stream.of(path.split(File.pathSeparator)),
            Stream.of("/usr/bin", "/bin", "/usr/sbin", "/sbin"))
        .filter(folder -> !folder.isBlank())
        .map(Path::of);
  }

  /** Makes this account the owner of a folder and of everything in it. */
  void own(Path folder) throws IOException {
    if (!changed) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.toList()) {
        Files.setAttribute(path, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", NOBODY, LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  /** Fails, naming the folder in the way, if this account cannot reach a path. */
  void requireReachable(Path path, String remedy) throws IOException {
    if (!changed) {
      return;
    }
    Path real = path.toRealPath();
    for (Path folder = real.getParent(); folder != null; folder = folder.getParent()) {
      if (!mayEnter(folder)) {
        throw new LocalServerException(
            "Elasticsearch, started by root as nobody, cannot reach %s, since %s is closed to it: %s"
                .formatted(real, folder, remedy));
      }
    }
  }

  private static boolean mayEnter(Path folder) throws IOException {
    int mode = (int) Files.getAttribute(folder, "unix:mode");
    boolean owned = (int) Files.getAttribute(folder, "unix:uid") == NOBODY;
    return (mode & (owned ? OWNER_MAY_ENTER : OTHERS_MAY_ENTER)) != 0;
  }
}
