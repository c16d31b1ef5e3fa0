package dev.logferry.api.health;

import dev.logferry.api.database.DatabaseException;
import dev.logferry.api.http.Caching;
import dev.logferry.api.http.Request;
import dev.logferry.api.http.Response;
import dev.logferry.api.http.Route;
import dev.logferry.api.model.Health;
import dev.logferry.api.model.HealthCheck;
import dev.logferry.api.model.HealthStatus;
import dev.logferry.api.parameters.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The routes for load balancers and orchestrators. */
public final class HealthRoutes {

  private final Runnable databaseCheck;
  private final AtomicBoolean stopping = new AtomicBoolean();

  /**
   * Asks the database each time.
   *
   * @param databaseCheck fails with a {@link DatabaseException}, within a bounded time
   */
  public HealthRoutes(Runnable databaseCheck) {
    this.databaseCheck = databaseCheck;
  }

  /** All of them. */
  public List<Route> routes() {
    return List.of(new Route("/health/live", this::live), new Route("/health/ready", this::ready));
  }

  /** From now on the service is not ready. */
  public void stopping() {
    stopping.set(true);
  }

  /** Alive as long as it responds: a restart would not bring the database back. */
  private Response live(Request request) {
    Parameters.of(request).check();
    return response(List.of());
  }

  private Response ready(Request request) {
    Parameters.of(request).check();
    return response(List.of(running(), database()));
  }

  private HealthCheck running() {
    return stopping.get()
        ? new HealthCheck("running", HealthStatus.DOWN, Optional.of("the service is stopping"))
        : new HealthCheck("running", HealthStatus.UP, Optional.empty());
  }

  private HealthCheck database() {
    try {
      databaseCheck.run();
      return new HealthCheck("database", HealthStatus.UP, Optional.empty());
    } catch (DatabaseException e) {
      return new HealthCheck("database", HealthStatus.DOWN, Optional.ofNullable(e.getMessage()));
    }
  }

  private static Response response(List<HealthCheck> checks) {
    boolean up = checks.stream().allMatch(check -> check.status() == HealthStatus.UP);
    Health health = new Health(up ? HealthStatus.UP : HealthStatus.DOWN, checks);
    Response response = Response.json(Health.class, health, Caching.NO_STORE);
    return up ? response : response.with(503);
  }
}
