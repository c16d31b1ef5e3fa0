package dev.logferry.api;

import dev.logferry.api.health.Health;
import dev.logferry.api.http.ApiServer;
import dev.logferry.api.settings.ServerSettings;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service from its start to its end. */
final class RunningService {

  private static final Logger LOGGER = LoggerFactory.getLogger(RunningService.class);

  private final ServerSettings settings;
  private final ApiServer server;
  private final Health health;
  private final List<AutoCloseable> closedLast;
  private volatile boolean started;

  RunningService(
      ServerSettings settings, ApiServer server, Health health, List<AutoCloseable> closedLast) {
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
    LOGGER.atInfo().addKeyValue("server.port", server.port()).log("Taking requests.");
  }

  /**
   * Readiness goes down first, so that a load balancer sends no more; what it still sends is
   * answered. Then what is under way finishes.
   */
  void stop() {
    LOGGER.atInfo().log("Stopping: not ready any more, still taking requests.");
    health.stopping();
    server.drain();
    wait(settings.drainDelay());
    LOGGER.atInfo().log("Stopping: finishing the requests that are under way.");
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
      Thread.currentThread().interrupt(); // whoever interrupts wants it to be over sooner
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
