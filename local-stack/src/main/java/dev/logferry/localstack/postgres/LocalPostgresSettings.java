package dev.logferry.localstack.postgres;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a local server is run.
 *
 * @param port TCP port on 127.0.0.1; 0 takes a free one
 * @param folder keeps the data for later runs; created if missing, and refused if it holds anything
 *     that no earlier run made. Empty means a new temporary one, which is deleted at the end
 * @param startupLimit how long the server may take until it answers
 * @param options the server's own, by name, such as {@code shared_buffers}
 */
public record LocalPostgresSettings(
    int port, Optional<Path> folder, Duration startupLimit, Map<String, String> options) {

  public LocalPostgresSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 (any free port) to 65535, not " + port);
    }
    if (!startupLimit.isPositive()) {
      throw new IllegalArgumentException("startupLimit must be above zero, not " + startupLimit);
    }
    options = Map.copyOf(options);
  }

  /** A free port, a temporary folder, ten minutes to start. */
  public static LocalPostgresSettings defaults() {
    return new LocalPostgresSettings(0, Optional.empty(), Duration.ofMinutes(10), Map.of());
  }

  public LocalPostgresSettings withPort(int other) {
    return new LocalPostgresSettings(other, folder, startupLimit, options);
  }

  public LocalPostgresSettings withFolder(Path other) {
    return new LocalPostgresSettings(port, Optional.of(other), startupLimit, options);
  }

  public LocalPostgresSettings withStartupLimit(Duration other) {
    return new LocalPostgresSettings(port, folder, other, options);
  }

  /** One more of the server's own options. */
  public LocalPostgresSettings withOption(String name, String value) {
    Map<String, String> more = new TreeMap<>(options);
    more.put(name, value);
    return new LocalPostgresSettings(port, folder, startupLimit, more);
  }
}
