package dev.logferry.localstack.server;

import java.nio.file.Path;
import java.util.Map;

/** Where servers are unpacked, once for each user, for every later run. */
public final class CacheFolder {

  /** The environment variable that names another folder. */
  public static final String VARIABLE = "LOGFERRY_CACHE";

  private CacheFolder() {}

  /**
   * The folder, which may not exist yet.
   *
   * @param asRoot whether this process runs as root, whose home folder other accounts cannot enter
   */
  public static Path of(Map<String, String> environment, boolean asRoot) {
    if (environment.containsKey(VARIABLE)) {
      return Path.of(environment.get(VARIABLE)).toAbsolutePath();
    }
    if (asRoot) {
      return Path.of("/var/cache/logferry");
    }
    String userCache = environment.getOrDefault("XDG_CACHE_HOME", "");
    return userCache.isBlank()
        ? Path.of(System.getProperty("user.home"), ".cache", "logferry")
        : Path.of(userCache, "logferry");
  }

  /** The failure to create a folder in it, with the remedy. */
  public static LocalServerException notWritable(Path folder, String server, Throwable cause) {
    return new LocalServerException(
        "cannot create %s for the %s server: set the environment variable %s to a folder that you may write"
            .formatted(folder, server, VARIABLE),
        cause);
  }
}
