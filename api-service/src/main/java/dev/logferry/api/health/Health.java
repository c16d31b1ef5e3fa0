package dev.logferry.api.health;

import dev.logferry.api.database.DatabaseException;
import dev.logferry.api.health.HealthReport.Check;
import dev.logferry.api.health.HealthReport.State;
import dev.logferry.api.http.Caching;
import dev.logferry.api.http.JsonText;
import dev.logferry.api.http.Reply;
import dev.logferry.api.http.Request;
import dev.logferry.api.http.Route;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a load balancer and an orchestrator ask. */
public final class Health {

  private final Runnable databaseCheck;
  private final AtomicBoolean stopping = new AtomicBoolean();

  /**
   * Asks the database each time.
   *
   * @param databaseCheck fails with a {@link DatabaseException}, within a bounded time
   */
  public Health(Runnable databaseCheck) {
    this.databaseCheck = databaseCheck;
  }

  /** Its routes. */
  public List<Route> routes() {
    return List.of(new Route("/health/live", this::live), new Route("/health/ready", this::ready));
  }

  /** From now on it is not ready. */
  public void stopping() {
    stopping.set(true);
  }

  /** Alive as long as it answers: a restart would not bring the database back. */
  private Reply live(Request request) {
    request.parameters().check();
    return reply(HealthReport.of(List.of()));
  }

  private Reply ready(Request request) {
    request.parameters().check();
    return reply(HealthReport.of(List.of(notStopping(), database())));
  }

  private Check notStopping() {
    return stopping.get()
        ? new Check("running", State.DOWN, Optional.of("the service is about to stop"))
        : new Check("running", State.UP, Optional.empty());
  }

  private Check database() {
    try {
      databaseCheck.run();
      return new Check("database", State.UP, Optional.empty());
    } catch (DatabaseException e) {
      return new Check("database", State.DOWN, Optional.ofNullable(e.getMessage()));
    }
  }

  private static Reply reply(HealthReport report) {
    Reply reply = Reply.json(JsonText.of(HealthReport.class, report), Caching.NO_STORE);
    return report.status() == State.UP ? reply : reply.with(503);
  }
}
