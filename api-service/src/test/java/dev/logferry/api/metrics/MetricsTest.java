package dev.logferry.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.logferry.api.http.RequestOutcome;
import dev.logferry.api.http.TraceContext;
import dev.logferry.api.settings.LogSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private final AtomicInteger waiting = new AtomicInteger();
  private final Metrics metrics =
      new Metrics(
          new LogSettings(LogSettings.Level.INFO, "api-service", "1.4.2", Optional.empty()));

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void counts_requests_by_method_route_and_status_in_buckets_of_their_duration() {
    complete("GET", "/v1/products/{id}", 200, Duration.ofMillis(3));
    complete("GET", "/v1/products/{id}", 200, Duration.ofMillis(700));
    complete("GET", "/v1/products/{id}", 503, Duration.ofMillis(1));

    String series = "{method=\"GET\",route=\"/v1/products/{id}\",status=\"200\"";
    assertThat(metrics.scrape().lines())
        .contains(
            "http_server_requests_seconds_count" + series + "} 2",
            "http_server_requests_seconds_sum" + series + "} 0.703",
            "http_server_requests_seconds_bucket" + series + ",le=\"0.002\"} 0",
            "http_server_requests_seconds_bucket" + series + ",le=\"0.005\"} 1",
            "http_server_requests_seconds_bucket" + series + ",le=\"0.5\"} 1",
            "http_server_requests_seconds_bucket" + series + ",le=\"1.0\"} 2",
            "http_server_requests_seconds_bucket" + series + ",le=\"+Inf\"} 2");
  }

  @Test
  void the_number_of_series_does_not_grow_with_what_is_sent() {
    for (int attack = 0; attack < 500; attack++) {
      metrics
          .requests()
          .completed(outcome("M" + attack, Optional.empty(), "/" + attack, 404, Duration.ZERO));
    }

    assertThat(metrics.scrape().lines().filter(line -> line.contains("requests_seconds_count")))
        .containsExactly(
            "http_server_requests_seconds_count{method=\"OTHER\",route=\"UNKNOWN\",status=\"404\"} 500");
  }

  @Test
  void shows_the_cache_and_the_queries_that_wait_at_each_scrape() {
    Cache<String, String> cache = Caffeine.newBuilder().recordStats().build();
    metrics.bindCache("responses", cache);
    metrics.bindWaitingQueries(waiting::get);
    waiting.set(7);
    var _ = cache.get("a", _ -> "loaded");
    var _ = cache.get("a", _ -> "loaded");

    assertThat(metrics.scrape())
        .contains("cache_gets_total{cache=\"responses\",result=\"hit\"} 1.0\n")
        .contains("cache_gets_total{cache=\"responses\",result=\"miss\"} 1.0\n")
        .contains("database_queries_waiting 7.0\n");
  }

  @Test
  void shows_the_process_the_build_and_the_log() {
    assertThat(metrics.scrape())
        .contains("build_info{java_version=\"", "version=\"1.4.2\"} 1\n")
        .contains("jvm_memory_used_bytes{", "jvm_gc_", "jvm_threads_live_threads ")
        .contains("process_cpu_usage ", "process_uptime_seconds ")
        .contains("logback_events_total{level=\"error\"} ");
  }

  @Test
  void is_written_in_the_text_form_of_prometheus() {
    complete("GET", "/v1/products", 200, Duration.ofMillis(3));

    assertThat(metrics.scrape().lines())
        .allMatch(
            line ->
                line.matches("# (HELP|TYPE) [a-zA-Z_][a-zA-Z0-9_]* .*")
                    || line.matches("[a-zA-Z_][a-zA-Z0-9_]*(\\{[^\\n]*})? [-+.0-9EeInfNa]+"));
  }

  private void complete(String method, String route, int status, Duration duration) {
    metrics.requests().completed(outcome(method, Optional.of(route), "/", status, duration));
  }

  private static RequestOutcome outcome(
      String method, Optional<String> route, String path, int status, Duration duration) {
    return new RequestOutcome(
        method,
        route,
        path,
        status,
        0,
        duration,
        "192.0.2.1",
        Optional.empty(),
        TraceContext.from(Optional.empty(), new Random(4)),
        Optional.empty());
  }
}
