package dev.logferry.api;

import dev.logferry.api.http.Route;
import dev.logferry.api.settings.DatabaseSettings;
import dev.logferry.api.settings.LogSettings;
import dev.logferry.api.settings.LogSettings.Level;
import dev.logferry.api.settings.ServerSettings;
import dev.logferry.api.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The whole service in this process, on a free port; stops when closed. */
public final class ServiceUnderTest implements AutoCloseable {

  private final RunningService service;

  private ServiceUnderTest(RunningService service) {
    this.service = service;
  }

  /** Starts it on a database; it waits for no load balancer when it stops. */
  public static ServiceUnderTest start(DatabaseSettings database, Duration cacheTimeToLive) {
    ServerSettings server =
        new ServerSettings(0, 0, Set.of(), cacheTimeToLive, Duration.ZERO, Duration.ofSeconds(1));
    LogSettings log = new LogSettings(Level.INFO, "api-service", "test", Optional.empty());
    RunningService service = new Wiring(new Settings(database, server, log)).service();
    service.start();
    return new ServiceUnderTest(service);
  }

  /** Where it listens. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + service.server().port());
  }

  /** Paths of everything that it serves. */
  public List<String> paths() {
    // The root redirects to the documentation and is no part of the contract.
    return service.server().routes().stream()
        .map(Route::path)
        .filter(path -> !path.equals("/"))
        .toList();
  }

  @Override
  public void close() {
    service.stop();
  }
}
