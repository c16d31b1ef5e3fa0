package dev.logferry.cli.canary;

import dev.logferry.cli.cloudwatch.CloudWatchLogs;
import dev.logferry.cli.connection.Elasticsearch;
import dev.logferry.cli.terminal.CommandException;
import dev.logferry.cli.terminal.UndeterminedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts synthetic lines into a log group and looks for each in Elasticsearch by its own {@code
 * trace.id}. Runs in one thread; others may only {@link #stop} it.
 */
final class Canary {
  private static final String STREAM = "logferry-canary";

  private final CloudWatchLogs logs;
  private final CanarySearch search;
  private final Settings settings;
  private final InstantSource clock;
  private final Listener listener;
  private final Map<String, Line> waiting = new LinkedHashMap<>();
  private final Map<String, Line> found = new LinkedHashMap<>();
  private final CanaryCounts counts = new CanaryCounts();
  private OptionalLong failingSince = OptionalLong.empty();
  private volatile boolean stopped;

  /**
   * How a canary runs.
   *
   * @param index data streams to look into
   * @param count how many lines; empty for no bound
   * @param length for how long lines are put; empty for no bound
   * @param interval between lines
   * @param timeout after which a line is lost; and after which one that was found is looked for
   *     again, in case it was stored a second time
   * @param poll between searches
   */
  record Settings(
      String group,
      String index,
      OptionalInt count,
      Optional<Duration> length,
      Duration interval,
      Duration timeout,
      Duration poll) {

    private boolean isEndless() {
      return count.isEmpty() && length.isEmpty();
    }
  }

  /** Hears of each line. */
  interface Listener {
    void found(Instant sent, Duration delay);

    void lost(Instant sent, String traceId);

    void storedTwice(Instant sent, String traceId);

    /** AWS or the cluster does not answer. The canary tries again. */
    void failing(String problem);

    /** They answer again. */
    void recovered();

    /** After each round. */
    void progress(CanaryReport report);
  }

  /**
   * A line that was put.
   *
   * @param nanos when it was put, or found, by {@link System#nanoTime}
   */
  private record Line(Instant sent, long nanos) {
    Duration age() {
      return Duration.ofNanos(System.nanoTime() - nanos);
    }
  }

  Canary(
      CloudWatchLogs logs,
      Elasticsearch elasticsearch,
      Settings settings,
      InstantSource clock,
      Listener listener) {
    this.logs = logs;
    this.search = new CanarySearch(elasticsearch, settings.index());
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Puts lines until a bound of the settings is reached, and waits until each is found or lost; or
   * until {@link #stop}. Once a line was found, outages do not end it.
   *
   * @throws UndeterminedException if AWS or the cluster does not answer before a line was found, or
   *     at the end
   */
  CanaryReport run() {
    logs.ensureStream(settings.group(), STREAM);
    long begun = System.nanoTime();
    long next = begun;
    while (!stopped && (isWithinBounds(begun) || !waiting.isEmpty())) {
      boolean due = isWithinBounds(begun) && System.nanoTime() - next >= 0;
      if (attempt(due) && due) {
        // What was due while the machine slept, or during an outage, is left out.
        next = Math.max(next + settings.interval().toNanos(), System.nanoTime());
      }
      listener.progress(counts.report(waiting.size()));
      pause();
    }
    look();
    lookAgain(_ -> true);
    return counts.report(waiting.size());
  }

  /** Lets {@link #run} end soon. Thread-safe. */
  void stop() {
    stopped = true;
  }

  /** One line is put whatever the bounds. */
  private boolean isWithinBounds(long begun) {
    boolean countLeft = settings.count().isEmpty() || counts.sent() < settings.count().getAsInt();
    boolean timeLeft =
        settings.length().filter(it -> System.nanoTime() - begun >= it.toNanos()).isEmpty();
    return counts.sent() == 0 || (countLeft && timeLeft);
  }

  /** Puts a line if one is due, and looks for those that are waiting; false if that failed. */
  private boolean attempt(boolean due) {
    try {
      if (due) {
        put();
      }
      look();
      lookAgain(line -> line.age().compareTo(settings.timeout()) > 0);
    } catch (UndeterminedException failed) {
      fail(failed);
      return false;
    }
    if (failingSince.isPresent()) {
      failingSince = OptionalLong.empty();
      listener.recovered();
    }
    return true;
  }

  private void fail(UndeterminedException failed) {
    if (counts.found() == 0) {
      throw failed;
    }
    long now = System.nanoTime();
    if (failingSince.isEmpty()) {
      failingSince = OptionalLong.of(now);
      listener.failing(CommandException.reasonOf(failed));
    }
    boolean forLong = now - failingSince.getAsLong() > settings.timeout().toNanos();
    if (forLong && !settings.isEndless()) {
      throw failed;
    }
  }

  private void put() {
    String traceId = UUID.randomUUID().toString().replace("-", "");
    Instant now = clock.instant();
    Line line = new Line(now, System.nanoTime());
    logs.put(settings.group(), STREAM, now.toEpochMilli(), text(traceId, now));
    waiting.put(traceId, line);
    counts.addSent();
  }

  /** An error, so that common subscription filters let it pass. */
  private static String text(String traceId, Instant now) {
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

  private void look() {
    Map<String, Integer> hits = search.copies(waiting.keySet());
    for (Map.Entry<String, Line> entry : List.copyOf(waiting.entrySet())) {
      String traceId = entry.getKey();
      Line line = entry.getValue();
      Duration age = line.age();
      if (hits.containsKey(traceId)) {
        waiting.remove(traceId);
        found.put(traceId, new Line(line.sent(), System.nanoTime()));
        counts.addFound(age);
        listener.found(line.sent(), age);
      } else if (age.compareTo(settings.timeout()) > 0) {
        waiting.remove(traceId);
        counts.addLost();
        listener.lost(line.sent(), traceId);
      }
    }
  }

  /** Looks for second copies of lines that were found, for the last time. */
  private void lookAgain(Predicate<Line> due) {
    List<String> traceIds =
        found.entrySet().stream()
            .filter(entry -> due.test(entry.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    Map<String, Integer> hits = search.copies(traceIds);
    for (String traceId : traceIds) {
      Line line = found.remove(traceId);
      if (line != null && hits.getOrDefault(traceId, 0) > 1) {
        counts.addStoredTwice();
        listener.storedTwice(line.sent(), traceId);
      }
    }
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
