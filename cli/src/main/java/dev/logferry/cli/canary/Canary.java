package dev.logferry.cli.canary;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch.core.search.Hit;
import dev.logferry.cli.cloudwatch.CloudWatchLogs;
import dev.logferry.cli.connection.Elasticsearch;
import dev.logferry.cli.terminal.CommandException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts synthetic lines into a log group and looks for each in Elasticsearch by its own {@code
 * trace.id}. Not thread-safe.
 */
public final class Canary {
  private static final String STREAM = "logferry-canary";
  private static final int MOST_HITS = 1_000;

  private final CloudWatchLogs logs;
  private final Elasticsearch elasticsearch;
  private final Settings settings;
  private final InstantSource clock;
  private final Map<String, Instant> waiting = new LinkedHashMap<>();
  private final List<String> found = new ArrayList<>();
  private final List<Duration> delays = new ArrayList<>();
  private int lost;

  /**
   * How a canary runs.
   *
   * @param index data streams to look into
   * @param count how many lines
   * @param interval between lines
   * @param timeout after which a line is lost
   * @param poll between searches
   */
  public record Settings(
      String group, String index, int count, Duration interval, Duration timeout, Duration poll) {}

  /** Hears of each line. */
  public interface Listener {
    void found(Instant sent, Duration delay);

    void lost(Instant sent, String traceId);
  }

  public Canary(
      CloudWatchLogs logs, Elasticsearch elasticsearch, Settings settings, InstantSource clock) {
    this.logs = logs;
    this.elasticsearch = elasticsearch;
    this.settings = settings;
    this.clock = clock;
  }

  /** Sends every line and waits until each is found or lost. */
  public CanaryReport run(Listener listener) {
    logs.ensureStream(settings.group(), STREAM);
    long nextNanos = System.nanoTime();
    int sent = 0;
    Map<String, Long> putNanos = new HashMap<>();
    while (sent < settings.count() || !waiting.isEmpty()) {
      if (sent < settings.count() && System.nanoTime() - nextNanos >= 0) {
        String traceId = UUID.randomUUID().toString().replace("-", "");
        Instant now = clock.instant();
        putNanos.put(traceId, System.nanoTime());
        waiting.put(traceId, now);
        logs.put(settings.group(), STREAM, now.toEpochMilli(), line(traceId, now));
        sent++;
        nextNanos += settings.interval().toNanos();
      }
      look(putNanos, listener);
      pause();
    }
    return new CanaryReport(sent, lost, doubled(), delays);
  }

  /** An error, so that common subscription filters let it pass. */
  private static String line(String traceId, Instant now) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("@timestamp", now.toString())
        .put("log.level", "ERROR")
        .put("message", "logferry canary: a synthetic line, no error")
        .put("service.name", "logferry-canary")
        .put("event.dataset", "logferry.canary")
        .put("trace.id", traceId)
        .put("ecs.version", "8.11.0")
        .toString();
  }

  private void look(Map<String, Long> putNanos, Listener listener) {
    Map<String, Integer> hits = hits(List.copyOf(waiting.keySet()));
    long now = System.nanoTime();
    for (Map.Entry<String, Instant> line : List.copyOf(waiting.entrySet())) {
      Duration age = Duration.ofNanos(now - putNanos.getOrDefault(line.getKey(), now));
      if (hits.containsKey(line.getKey())) {
        waiting.remove(line.getKey());
        found.add(line.getKey());
        delays.add(age);
        listener.found(line.getValue(), age);
      } else if (age.compareTo(settings.timeout()) > 0) {
        waiting.remove(line.getKey());
        lost++;
        listener.lost(line.getValue(), line.getKey());
      }
    }
  }

  private int doubled() {
    int doubled = 0;
    for (int from = 0; from < found.size(); from += MOST_HITS / 2) {
      List<String> some = found.subList(from, Math.min(found.size(), from + MOST_HITS / 2));
      doubled += (int) hits(some).values().stream().filter(count -> count > 1).count();
    }
    return doubled;
  }

  /** How many documents each trace id has, without those that have none. */
  private Map<String, Integer> hits(List<String> traceIds) {
    if (traceIds.isEmpty()) {
      return Map.of();
    }
    List<FieldValue> values = traceIds.stream().map(FieldValue::of).toList();
    List<Hit<Void>> hits =
        elasticsearch.call(
            "looking for the canary's lines in " + settings.index(),
            client ->
                client
                    .search(
                        request ->
                            request
                                .index(settings.index())
                                .ignoreUnavailable(true)
                                .size(MOST_HITS)
                                .source(source -> source.fetch(false))
                                .fields(field -> field.field("trace.id"))
                                .query(
                                    query ->
                                        query.terms(
                                            terms ->
                                                terms
                                                    .field("trace.id")
                                                    .terms(list -> list.value(values)))),
                        Void.class)
                    .hits()
                    .hits());
    Map<String, Integer> counts = new HashMap<>();
    for (Hit<Void> hit : hits) {
      var ids = hit.fields().get("trace.id");
      if (ids != null) {
        counts.merge(ids.toJson().asJsonArray().getString(0), 1, Integer::sum);
      }
    }
    return counts;
  }

  private void pause() {
    try {
      Thread.sleep(settings.poll());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandException("interrupted", interrupted);
    }
  }
}
