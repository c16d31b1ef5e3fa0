package dev.logferry.api;

import dev.logferry.api.http.Route;
import dev.logferry.api.settings.DatabaseSettings;
import dev.logferry.api.settings.LogSettings;
import dev.logferry.api.settings.ServerSettings;
import dev.logferry.api.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The whole service in this JVM, on a free port, over a database of a test. */
public final class TestApi implements AutoCloseable {

  private final Wiring wiring;
  private final RunningService service;

  private TestApi(Settings settings) {
    wiring = new Wiring(settings);
    service = wiring.service();
    service.start();
  }

  /** Answers are used again for as long as is said. */
  public static TestApi start(DatabaseSettings database, Duration cacheTimeToLive) {
    return new TestApi(
        new Settings(
            database,
            new ServerSettings(
                0, 0, Set.of(), cacheTimeToLive, Duration.ZERO, Duration.ofSeconds(10)),
            new LogSettings(LogSettings.Level.WARN, "api-service", "test", Optional.empty())));
  }

  /** Where it listens. */
  public URI uri(String pathAndQuery) {
    return URI.create("http://127.0.0.1:" + service.server().port() + pathAndQuery);
  }

  /** Where health and metrics are. */
  public URI managementUri(String path) {
    return URI.create("http://127.0.0.1:" + service.server().managementPort() + path);
  }

  /** What it serves. */
  public List<Route> routes() {
    return service.server().routes();
  }

  /** Stops it as SIGTERM does. */
  @Override
  public void close() {
    service.stop();
  }
}
