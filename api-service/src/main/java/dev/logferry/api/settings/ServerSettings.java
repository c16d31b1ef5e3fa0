package dev.logferry.api.settings;

import java.time.Duration;

/**
 * How requests are taken.
 *
 * @param port to listen on; 0 for any free one
 * @param cacheTimeToLive how long an answer is used again
 * @param drainDelay how long requests are taken after the signal to stop
 * @param gracePeriod how long those under way may take after that
 */
public record ServerSettings(
    int port, Duration cacheTimeToLive, Duration drainDelay, Duration gracePeriod) {

  private static final Duration LONGEST = Duration.ofMinutes(10);

  static ServerSettings read(EnvironmentReader reader) {
    return new ServerSettings(
        reader.parsed(Variable.PORT, Values.between(0, 65_535), 0),
        duration(reader, Variable.CACHE_TTL),
        duration(reader, Variable.SHUTDOWN_DRAIN_DELAY),
        duration(reader, Variable.SHUTDOWN_GRACE_PERIOD));
  }

  private static Duration duration(EnvironmentReader reader, Variable variable) {
    return reader.parsed(variable, Values.between(Duration.ZERO, LONGEST), Duration.ZERO);
  }
}
