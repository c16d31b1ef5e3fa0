package dev.logferry.api.metrics;

import dev.logferry.api.http.RequestObserver;
import dev.logferry.api.http.RequestOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many requests were answered how, and how long that took. The number of series is bounded
 * whatever is sent: routes and methods that the service does not know share a label each.
 */
final class RequestMetrics implements RequestObserver {

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT");

  /** Dense where answers from memory and from the database lie, up to the longest timeouts. */
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(200),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5)
  };

  private final MeterRegistry registry;
  private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

  RequestMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void completed(RequestOutcome outcome) {
    timers.computeIfAbsent(Series.of(outcome), this::timer).record(outcome.duration());
  }

  private Timer timer(Series series) {
    return Timer.builder("http.server.requests")
        .description("Requests answered, from the head to the end of the answer")
        .tag("method", series.method())
        .tag("route", series.route())
        .tag("status", Integer.toString(series.status()))
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private record Series(String method, String route, int status) {

    static Series of(RequestOutcome outcome) {
      return new Series(
          METHODS.contains(outcome.method()) ? outcome.method() : "OTHER",
          outcome.route().orElse("UNKNOWN"),
          outcome.status());
    }
  }
}
