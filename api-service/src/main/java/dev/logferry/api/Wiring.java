package dev.logferry.api;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.logferry.api.database.Database;
import dev.logferry.api.database.DatabaseException;
import dev.logferry.api.documentation.Documentation;
import dev.logferry.api.health.HealthRoutes;
import dev.logferry.api.http.ApiServer;
import dev.logferry.api.http.Caching;
import dev.logferry.api.http.Endpoint;
import dev.logferry.api.http.ProblemException;
import dev.logferry.api.http.ProblemKind;
import dev.logferry.api.http.Request;
import dev.logferry.api.http.RequestObserver;
import dev.logferry.api.http.Response;
import dev.logferry.api.http.ResponseCache;
import dev.logferry.api.http.Route;
import dev.logferry.api.http.TraceContext;
import dev.logferry.api.logging.RequestLog;
import dev.logferry.api.metrics.Metrics;
import dev.logferry.api.product.ProductQueries;
import dev.logferry.api.product.ProductRoutes;
import dev.logferry.api.product.SlugRoutes;
import dev.logferry.api.ranking.RankingQueries;
import dev.logferry.api.ranking.RankingRoutes;
import dev.logferry.api.review.ReviewQueries;
import dev.logferry.api.review.ReviewRoutes;
import dev.logferry.api.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Builds everything once. */
final class Wiring {

  /** A twelfth of the heap is for cached responses; connections need the rest. */
  private static final long CACHE_BYTES = Runtime.getRuntime().maxMemory() / 12;

  private final Settings settings;
  private final Metrics metrics;
  private final Database database;
  private final HealthRoutes health;
  private final ResponseCache cache;

  Wiring(Settings settings) {
    this.settings = settings;
    this.metrics = new Metrics(settings.log());
    this.database = new Database(settings.database(), Optional.of(metrics.pool()));
    this.health = new HealthRoutes(database::check);
    this.cache =
        new ResponseCache(settings.server().cacheTimeToLive(), CACHE_BYTES, Ticker.systemTicker());
    metrics.bindWaitingQueries(database::waitingQueries);
    metrics.bindCache("responses", cache.statistics());
  }

  /** The service, not started yet. */
  RunningService service() {
    RequestObserver log = new RequestLog();
    RequestObserver requests = metrics.requests();
    ApiServer server =
        new ApiServer(
            settings.server(),
            routes(),
            managementRoutes(),
            header -> TraceContext.from(header, ThreadLocalRandom.current()),
            outcome -> {
              log.completed(outcome);
              requests.completed(outcome);
            });
    return new RunningService(settings.server(), server, health, List.of(metrics, database));
  }

  private List<Route> routes() {
    Caching caching = Caching.shared(settings.server().cacheTimeToLive());
    List<Route> cached = new ArrayList<>();
    cached.addAll(new ProductRoutes(new ProductQueries(database), caching).routes());
    cached.addAll(new ReviewRoutes(new ReviewQueries(database), caching).routes());
    cached.addAll(new RankingRoutes(new RankingQueries(database), caching).routes());
    cached.addAll(new SlugRoutes(database, caching).routes());
    List<Route> routes = new ArrayList<>();
    cached.forEach(route -> routes.add(new Route(route.path(), cached(route.endpoint()))));
    routes.addAll(health.routes());
    routes.addAll(new Documentation().routes());
    routes.add(new Route("/", _ -> Response.redirect("/docs")));
    return routes;
  }

  private List<Route> managementRoutes() {
    List<Route> routes = new ArrayList<>(health.routes());
    routes.add(new Route("/metrics", this::scrape));
    return routes;
  }

  private Endpoint cached(Endpoint endpoint) {
    return cache.around(request -> respond(endpoint, request));
  }

  private static Response respond(Endpoint endpoint, Request request) {
    try {
      return endpoint.respond(request);
    } catch (DatabaseException e) {
      throw problem(e);
    }
  }

  private static RuntimeException problem(DatabaseException e) {
    return switch (e.reason()) {
      case UNAVAILABLE ->
          new ProblemException(
              ProblemKind.DATABASE_UNAVAILABLE, "The database is unavailable. Try again later.", e);
      case OVERLOADED ->
          new ProblemException(
              ProblemKind.OVERLOADED, "Too many requests at once. Try again later.", e);
      case TIMED_OUT ->
          new ProblemException(
              ProblemKind.TIMED_OUT, "The database took too long. Ask for less, or try again.", e);
      case FAILED -> e;
    };
  }

  private Response scrape(Request request) {
    return Response.of(
        Metrics.CONTENT_TYPE, metrics.scrape().getBytes(StandardCharsets.UTF_8), Caching.NO_STORE);
  }
}
