package dev.logferry.api;

import dev.logferry.api.health.HealthRoutes;
import dev.logferry.api.http.ApiServer;
import dev.logferry.api.settings.ServerSettings;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service, from start to stop. */
final class RunningService {

  private static final Logger LOGGER = LoggerFactory.getLogger(RunningService.class);

  private final ServerSettings settings;
  private final ApiServer server;
  private final HealthRoutes health;
  private final List<AutoCloseable> closedLast;
  private volatile boolean started;

  RunningService(
      ServerSettings settings,
      ApiServer server,
      HealthRoutes health,
      List<AutoCloseable> closedLast) {
    this.settings = settings;
    this.server = server;
    this.health = health;
    this.closedLast = List.copyOf(closedLast);
  }

  boolean isStarted() {
    return started;
  }

  ApiServer server() {
    return server;
  }

  void start() {
    server.start();
    started = true;
    LOGGER
        .atInfo()
        .addKeyValue("server.port", server.port())
        .addKeyValue("management_port", server.managementPort())
        .log("Accepting requests.");
  }

  /**
   * Readiness fails first, so that a load balancer sends no more requests; those that it still
   * sends are answered. Then requests in flight finish.
   */
  void stop() {
    LOGGER.atInfo().log("Stopping: not ready any more, still accepting requests.");
    health.stopping();
    server.drain();
    wait(settings.drainDelay());
    LOGGER.atInfo().log("Stopping: finishing the requests in flight.");
    try {
      server.stop();
    } finally {
      closedLast.forEach(RunningService::close);
    }
    LOGGER.atInfo().log("Stopped.");
  }

  private static void wait(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the caller wants it to be over sooner
    }
  }

  private static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      LOGGER.atWarn().setCause(e).log("Could not close {}.", closeable);
    }
  }
}
