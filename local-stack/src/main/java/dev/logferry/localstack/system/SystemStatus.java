package dev.logferry.localstack.system;

import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How the system does right now: a line for the terminal, JSON for the page. Thread-safe. */
public final class SystemStatus {

  private final Traffic traffic;
  private final ContainerLog apiLog;
  private final StoredEvents stored;
  private final RedriveSchedule redrive;
  private final Faults faults;
  private final Ledgers ledgers;
  private final Latencies latencies;
  private final SystemLog log;

  SystemStatus(
      Traffic traffic,
      ContainerLog apiLog,
      StoredEvents stored,
      RedriveSchedule redrive,
      Faults faults,
      Ledgers ledgers,
      Latencies latencies,
      SystemLog log) {
    this.traffic = traffic;
    this.apiLog = apiLog;
    this.stored = stored;
    this.redrive = redrive;
    this.faults = faults;
    this.ledgers = ledgers;
    this.latencies = latencies;
    this.log = log;
  }

  /** Lines that match the subscription filter, up to now. */
  public long forwarded() {
    return apiLog.forwarded();
  }

  /** Lines of the levels ERROR and FATAL. */
  public long errorsLogged() {
    return apiLog.errors();
  }

  /** Those of them that an analyst finds. */
  public long errorsIndexed() {
    return stored.errors();
  }

  /** Events of the API that an analyst finds. */
  public long indexed() {
    return stored.count();
  }

  /** Logged and not yet searchable: on their way, waiting for a retry, or in S3. */
  public long waiting() {
    return Math.max(0, forwarded() - indexed());
  }

  /** How far the newest searchable event is behind the newest logged one, in seconds. */
  double lagSeconds() {
    boolean nothingToCompare = waiting() == 0 || stored.newestMillis() == 0;
    return nothingToCompare
        ? 0
        : Math.max(0, apiLog.newestForwardedMillis() - stored.newestMillis()) / 1_000.0;
  }

  /** Time from the log line until an event is searchable. */
  public Latencies latencies() {
    return latencies;
  }

  /** One line for a terminal. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "requests %,d · errors logged %,d, indexed %,d · lag %.1f s · waiting %,d events%s",
        traffic.requests(),
        errorsLogged(),
        errorsIndexed(),
        lagSeconds(),
        waiting(),
        stored.isResponding() ? "" : " · Elasticsearch does not respond");
  }

  JsonNode json() {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    ArrayNode stages = json.putArray("stages");
    stage(
        stages,
        "API",
        !faults.isActive(Fault.DATABASE_DOWN),
        "%,d requests, %,d failed".formatted(traffic.requests(), traffic.failures()));
    stage(
        stages,
        "CloudWatch",
        true,
        "%,d events, %,d errors".formatted(forwarded(), errorsLogged()));
    stage(stages, "Forwarder", true, "%,d waiting, lag %.1f s".formatted(waiting(), lagSeconds()));
    stage(
        stages,
        "S3",
        !faults.isActive(Fault.S3_DOWN),
        "%,d objects to redrive".formatted(redrive.undelivered()));
    stage(
        stages,
        "Elasticsearch",
        stored.isResponding(),
        stored.isResponding()
            ? "%,d events, %,d errors".formatted(indexed(), errorsIndexed())
            : "does not respond");
    json.set("ledger", ledgers.json());
    json.put("latency", latencies.toString());
    log.newest().forEach(json.putArray("log")::add);
    return json;
  }

  private static void stage(ArrayNode stages, String name, boolean up, String detail) {
    stages.addObject().put("name", name).put("up", up).put("detail", detail);
  }
}
