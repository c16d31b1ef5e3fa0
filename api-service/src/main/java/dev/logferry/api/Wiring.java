package dev.logferry.api;

import dev.logferry.api.database.Database;
import dev.logferry.api.database.DatabaseException;
import dev.logferry.api.documentation.Documentation;
import dev.logferry.api.health.Health;
import dev.logferry.api.http.ApiServer;
import dev.logferry.api.http.CachedEndpoint;
import dev.logferry.api.http.Caching;
import dev.logferry.api.http.Endpoint;
import dev.logferry.api.http.ProblemException;
import dev.logferry.api.http.ProblemKind;
import dev.logferry.api.http.Reply;
import dev.logferry.api.http.Request;
import dev.logferry.api.http.Route;
import dev.logferry.api.http.TraceContext;
import dev.logferry.api.logging.RequestLog;
import dev.logferry.api.metrics.Metrics;
import dev.logferry.api.metrics.PoolFigures;
import dev.logferry.api.product.ProductQueries;
import dev.logferry.api.product.ProductRoutes;
import dev.logferry.api.ranking.RankingQueries;
import dev.logferry.api.ranking.RankingRoutes;
import dev.logferry.api.review.ReviewQueries;
import dev.logferry.api.review.ReviewRoutes;
import dev.logferry.api.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Builds everything once. */
final class Wiring {

  /** Of each cached route, of which there are five: together a sixth of the heap. */
  private static final long CACHE_BYTES = Runtime.getRuntime().maxMemory() / 32;

  private final Settings settings;
  private final Database database;
  private final Health health;
  private final Metrics metrics;

  Wiring(Settings settings) {
    this.settings = settings;
    this.database = new Database(settings.database());
    this.health = new Health(database::check);
    this.metrics =
        new Metrics(
            settings.log(),
            new PoolFigures(
                database::activeConnections,
                database::idleConnections,
                database::waitingQueries,
                () -> settings.database().poolSize()));
  }

  /** The service, not started yet. */
  RunningService service() {
    ApiServer server =
        new ApiServer(
            settings.server(),
            routes(),
            header -> TraceContext.from(header, ThreadLocalRandom.current()),
            List.of(new RequestLog(), metrics.requests()));
    return new RunningService(settings.server(), server, health, List.of(metrics, database));
  }

  private List<Route> routes() {
    Caching caching = Caching.shared(settings.server().cacheTimeToLive());
    List<Route> routes = new ArrayList<>();
    routes.addAll(new ProductRoutes(new ProductQueries(database), caching).routes(this::cached));
    routes.addAll(new ReviewRoutes(new ReviewQueries(database), caching).routes(this::cached));
    routes.addAll(new RankingRoutes(new RankingQueries(database), caching).routes(this::cached));
    routes.addAll(health.routes());
    routes.addAll(new Documentation().routes());
    routes.add(new Route("/metrics", this::scrape));
    return routes;
  }

  private Endpoint cached(Endpoint endpoint) {
    return new CachedEndpoint(
        request -> translated(endpoint, request),
        settings.server().cacheTimeToLive(),
        CACHE_BYTES,
        System::nanoTime);
  }

  private static Reply translated(Endpoint endpoint, Request request) {
    try {
      return endpoint.answer(request);
    } catch (DatabaseException e) {
      throw problem(e);
    }
  }

  private static RuntimeException problem(DatabaseException e) {
    return switch (e.reason()) {
      case UNAVAILABLE ->
          new ProblemException(
              ProblemKind.DATABASE_UNAVAILABLE, "The database is away. Try again later.", e);
      case OVERLOADED ->
          new ProblemException(
              ProblemKind.OVERLOADED, "Too many requests at once. Try again later.", e);
      case TIMED_OUT ->
          new ProblemException(
              ProblemKind.TIMED_OUT, "The database took too long. Ask for less, or again.", e);
      case FAILED -> e;
    };
  }

  private Reply scrape(Request request) {
    request.parameters().check();
    return Reply.of(
        Metrics.CONTENT_TYPE, metrics.scrape().getBytes(StandardCharsets.UTF_8), Caching.NO_STORE);
  }
}
