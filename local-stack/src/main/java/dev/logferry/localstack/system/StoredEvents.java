package dev.logferry.localstack.system;

import dev.logferry.analystpack.query.Query;
import dev.logferry.localstack.page.AnalystClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an analyst can find of the API's log, by searching again and again: how many events, the
 * newest of them, and how long each took from the log line until it was found. Thread-safe.
 */
final class StoredEvents implements AutoCloseable {

  /** Also the precision of the latencies. */
  private static final Duration PAUSE = Duration.ofMillis(200);

  private static final int NEWEST = 1_000;
  private final AnalystClient analyst;
  private final Latencies latencies;
  private final Repeating searcher;
  private final Instant started = Instant.now();
  private final Set<String> seen = new HashSet<>();
  private volatile long count;
  private volatile long errors;
  private volatile long newestMillis;
  private volatile boolean responding = true;

  private StoredEvents(AnalystClient analyst, Latencies latencies) {
    this.analyst = analyst;
    this.latencies = latencies;
    this.searcher = Repeating.start("stored-events", PAUSE, this::search, _ -> responding = false);
  }

  static StoredEvents watch(AnalystClient analyst, Latencies latencies) {
    return new StoredEvents(analyst, latencies);
  }

  /** Documents of the API's log group. */
  long count() {
    return count;
  }

  /** Those of the levels ERROR and FATAL. */
  long errors() {
    return errors;
  }

  /** Event time of the newest, in milliseconds since 1970; 0 if there is none. */
  long newestMillis() {
    return newestMillis;
  }

  /** Whether the last search got an answer. */
  boolean isResponding() {
    return responding;
  }

  private void search() {
    JsonNode found = analyst.search(Query.LOGS, request());
    long now = System.currentTimeMillis();
    responding = true;
    count = found.at("/hits/total/value").asLong(0);
    errors = found.at("/aggregations/errors/doc_count").asLong(0);
    for (JsonNode hit : found.at("/hits/hits")) {
      long logged = millis(hit, "@timestamp");
      newestMillis = Math.max(newestMillis, logged);
      if (seen.add(hit.path("_id").asString()) && logged >= started.toEpochMilli()) {
        latencies.add(logged, millis(hit, "aws.cloudwatch.ingestion_time"), now);
      }
    }
  }

  private static ObjectNode request() {
    ObjectNode body = JsonMapper.shared().createObjectNode();
    body.put("size", NEWEST).put("track_total_hits", true).put("_source", false);
    body.putObject("query")
        .putObject("term")
        .put("aws.cloudwatch.log_group", ContainerLog.API_GROUP);
    body.putObject("aggs")
        .putObject("errors")
        .putObject("filter")
        .putObject("terms")
        .putArray("log.level")
        .add("ERROR")
        .add("FATAL");
    body.putArray("sort").addObject().put("@timestamp", "desc");
    for (String field : new String[] {"@timestamp", "aws.cloudwatch.ingestion_time"}) {
      body.withArray("/fields").addObject().put("field", field).put("format", "epoch_millis");
    }
    return body;
  }

  /** 0 if the document does not have the field. */
  private static long millis(JsonNode hit, String field) {
    return Long.parseLong(hit.path("fields").path(field).path(0).asString("0"));
  }

  @Override
  public void close() {
    searcher.close();
    analyst.close();
  }
}
