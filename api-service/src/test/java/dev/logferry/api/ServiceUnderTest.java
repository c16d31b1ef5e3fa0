package dev.logferry.api;

import dev.logferry.api.http.Route;
import dev.logferry.api.settings.Settings;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The whole service in this process, on a free port; stops when closed. */
public final class ServiceUnderTest implements AutoCloseable {

  private final RunningService service;

  private ServiceUnderTest(RunningService service) {
    this.service = service;
  }

  /** Starts it with these settings; it does not wait for anyone when it stops. */
  public static ServiceUnderTest start(Map<String, String> environment) {
    Map<String, String> all =
        new HashMap<>(
            Map.of("PORT", "0", "SHUTDOWN_DRAIN_DELAY", "0s", "SHUTDOWN_GRACE_PERIOD", "1s"));
    all.putAll(environment);
    RunningService service = new Wiring(Settings.from(all)).service();
    service.start();
    return new ServiceUnderTest(service);
  }

  /** Where it listens. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + service.server().port());
  }

  /** Paths of everything that it serves. */
  public List<String> paths() {
    return service.server().routes().stream().map(Route::path).toList();
  }

  @Override
  public void close() {
    service.stop();
  }
}
