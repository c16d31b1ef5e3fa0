package dev.logferry.api.metrics;

import com.github.benmanes.caffeine.cache.Cache;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import dev.logferry.api.http.RequestObserver;
import dev.logferry.api.settings.LogSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.logging.LogbackMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.function.IntSupplier;

/** The service's metrics in the text format of Prometheus. */
public final class Metrics implements AutoCloseable {

  /**
   * Of what {@link #scrape} returns.
   *
   * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition
   *     formats</a>
   */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final RequestMetrics requests = new RequestMetrics(registry);
  private final JvmGcMetrics garbageCollections = new JvmGcMetrics();
  private final LogbackMetrics log = new LogbackMetrics();
  private boolean isJvmBound;

  /**
   * Everything at zero.
   *
   * @param service whose version is shown
   */
  public Metrics(LogSettings service) {
    Gauge.builder("build.info", () -> 1)
        .description("Which build this is")
        .tag("version", service.serviceVersion())
        .tag("java_version", Runtime.version().toString())
        .register(registry);
    log.bindTo(registry);
  }

  /** For the pool of connections, {@code hikaricp_*}. */
  public MetricsTrackerFactory pool() {
    return new MicrometerMetricsTrackerFactory(registry);
  }

  /** Queries that wait for a connection. */
  public void bindWaitingQueries(IntSupplier waiting) {
    Gauge.builder("database.queries.waiting", waiting, IntSupplier::getAsInt)
        .strongReference(true)
        .description("Queries that wait for a connection")
        .register(registry);
  }

  /** For a cache that records its statistics, {@code cache_*}. */
  public void bindCache(String name, Cache<?, ?> cache) {
    CaffeineCacheMetrics.monitor(registry, cache, name);
  }

  /** To be notified of every request. */
  public RequestObserver requests() {
    return requests;
  }

  /** All metrics as they are now. */
  public String scrape() {
    bindJvm();
    return registry.scrape();
  }

  /** At the first scrape: at start it would cost as much as everything else. */
  private synchronized void bindJvm() {
    if (!isJvmBound) {
      isJvmBound = true;
      List.of(
              new JvmMemoryMetrics(),
              garbageCollections,
              new JvmThreadMetrics(),
              new ProcessorMetrics(),
              new FileDescriptorMetrics(),
              new UptimeMetrics())
          .forEach(binder -> binder.bindTo(registry));
    }
  }

  @Override
  public void close() {
    log.close();
    garbageCollections.close();
    registry.close();
  }
}
