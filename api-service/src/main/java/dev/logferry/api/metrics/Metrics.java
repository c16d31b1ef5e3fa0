package dev.logferry.api.metrics;

import dev.logferry.api.http.RequestObserver;
import dev.logferry.api.logging.Logging;
import dev.logferry.api.settings.LogSettings;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;

/** The service's metrics in the text form of Prometheus. */
public final class Metrics implements AutoCloseable {

  /**
   * What {@link #scrape} gives.
   *
   * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition
   *     formats</a>
   */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final RequestMetrics requests = new RequestMetrics(registry);
  private final JvmGcMetrics garbageCollections = new JvmGcMetrics();
  private boolean isJvmBound;

  /**
   * Everything at zero.
   *
   * @param service whose version is shown
   * @param pool asked at each scrape
   */
  public Metrics(LogSettings service, PoolFigures pool) {
    Gauge.builder("build.info", () -> 1)
        .description("Which build this is")
        .tag("version", service.serviceVersion())
        .tag("java_version", Runtime.version().toString())
        .register(registry);
    bindPool(pool);
    bindLog();
  }

  private void bindPool(PoolFigures pool) {
    gauge("database.connections.active", "Connections in use", pool.active());
    gauge("database.connections.idle", "Connections not in use", pool.idle());
    gauge(
        "database.connections.waiting",
        "Questions that wait for a connection; of those for ids, several share one",
        pool.waiting());
    gauge("database.connections.max", "Connections that there may be", pool.size());
  }

  private void gauge(String name, String description, IntSupplier value) {
    Gauge.builder(name, value, IntSupplier::getAsInt)
        .strongReference(true)
        .description(description)
        .register(registry);
  }

  private void bindLog() {
    for (LogSettings.Level level : LogSettings.Level.values()) {
      FunctionCounter.builder("log.lines", level, Logging::lines)
          .description("Log lines written")
          .tag("level", level.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    FunctionCounter.builder("log.lines.lost", registry, _ -> Logging.lostLines())
        .description("Log lines that stdout did not take")
        .register(registry);
  }

  /** To be told of every request. */
  public RequestObserver requests() {
    return requests;
  }

  /** All metrics as they are now. */
  public String scrape() {
    bindJvm();
    return registry.scrape();
  }

  /** At the first scrape: at start it would cost as much as all the rest. */
  private synchronized void bindJvm() {
    if (!isJvmBound) {
      isJvmBound = true;
      jvm().forEach(binder -> binder.bindTo(registry));
    }
  }

  private List<MeterBinder> jvm() {
    return List.of(
        new JvmMemoryMetrics(),
        garbageCollections,
        new JvmThreadMetrics(),
        new ProcessorMetrics(),
        new FileDescriptorMetrics(),
        new UptimeMetrics());
  }

  @Override
  public void close() {
    garbageCollections.close();
    registry.close();
  }
}
