package dev.logferry.api.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How requests are accepted.
 *
 * @param port of the API; 0 for any free one
 * @param managementPort of health and metrics; 0 for any free one
 * @param corsAllowedOrigins origins whose pages may read responses; {@code *} for all
 * @param cacheTimeToLive how long a response is reused
 * @param drainDelay how long requests are accepted after the signal to stop
 * @param gracePeriod how long those in flight may take after that
 */
public record ServerSettings(
    int port,
    int managementPort,
    Set<String> corsAllowedOrigins,
    Duration cacheTimeToLive,
    Duration drainDelay,
    Duration gracePeriod) {

  private static final Duration LONGEST = Duration.ofMinutes(10);

  public ServerSettings {
    corsAllowedOrigins = Set.copyOf(corsAllowedOrigins);
  }

  static ServerSettings read(EnvironmentReader reader) {
    return new ServerSettings(
        reader.parsed(Variable.PORT, ValueParsers.between(0, 65_535), 0),
        reader.parsed(Variable.MANAGEMENT_PORT, ValueParsers.between(0, 65_535), 0),
        reader.parsed(Variable.CORS_ALLOWED_ORIGINS, ServerSettings::origins, Set.of()),
        duration(reader, Variable.CACHE_TTL),
        duration(reader, Variable.SHUTDOWN_DRAIN_DELAY),
        duration(reader, Variable.SHUTDOWN_GRACE_PERIOD));
  }

  private static Set<String> origins(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(origin -> !origin.isEmpty())
        .map(ServerSettings::origin)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** As browsers send it: scheme, host in lower case, and a port that is not the default. */
  private static String origin(String text) {
    if (!text.equals("*") && !text.matches("https?://[a-z0-9.-]+(:[0-9]{1,5})?")) {
      throw new IllegalArgumentException(
          "'%s' is not an origin: give some like https://shop.example.com, without a path, or *"
              .formatted(text));
    }
    return text;
  }

  private static Duration duration(EnvironmentReader reader, Variable variable) {
    return reader.parsed(variable, ValueParsers.between(Duration.ZERO, LONGEST), Duration.ZERO);
  }
}
