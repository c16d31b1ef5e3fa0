package dev.logferry.localstack.system;

import dev.logferry.localstack.cloudwatch.filter.FilterPattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A container's standard output to CloudWatch Logs, as Docker's awslogs driver sends it: each line
 * an event with the time at which it was read, in PutLogEvents batches. Thread-safe.
 */
public final class ContainerLog implements AutoCloseable {

  /** The API's log group, as in its template. */
  public static final String API_GROUP = "/ecs/api-service";

  private static final String STREAM = "api-service/api-service/local";

  private static final JsonMapper JSON = JsonMapper.shared();

  /** The driver waits up to 5 s; on a laptop somebody is watching. */
  private static final Duration BATCHING = Duration.ofMillis(100);

  /** The API's lines have at most 16 KB, a request at most 1 MiB. */
  private static final int MAXIMUM_EVENTS = 60;

  private record Line(long time, String text) {}

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI cloudWatch;
  private final FilterPattern filter;
  private final FilterPattern errorFilter;
  private final String logGroup;
  private final List<Line> batch = new ArrayList<>();
  private final LinkedBlockingQueue<Line> waiting = new LinkedBlockingQueue<>();
  private final AtomicLong added = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong forwarded = new AtomicLong();
  private final AtomicLong errors = new AtomicLong();
  private volatile long newestForwardedMillis;
  private final Repeating sender;

  private ContainerLog(
      URI cloudWatch,
      FilterPattern filter,
      FilterPattern errorFilter,
      String logGroup,
      SystemLog log) {
    this.cloudWatch = cloudWatch;
    this.filter = filter;
    this.errorFilter = errorFilter;
    this.logGroup = logGroup;
    this.sender = Repeating.start("container-log", BATCHING, this::send, log::say);
  }

  /**
   * Creates log group, stream and subscription filter, and starts to send.
   *
   * @param root of the project, for the template's filter patterns
   * @param functionArn of the function that gets the forwarded lines
   */
  public static ContainerLog start(
      Path root,
      Forwarded forwarded,
      URI cloudWatch,
      String functionArn,
      String logGroup,
      SystemLog log) {
    String pattern = forwarded.pattern(root);
    ContainerLog container =
        new ContainerLog(
            cloudWatch,
            FilterPattern.parse(pattern),
            FilterPattern.parse(Forwarded.ERRORS.pattern(root)),
            logGroup,
            log);
    ObjectNode group = JSON.createObjectNode().put("logGroupName", logGroup);
    container.call("CreateLogGroup", group);
    container.call("CreateLogStream", group.deepCopy().put("logStreamName", STREAM));
    container.call(
        "PutSubscriptionFilter",
        group
            .deepCopy()
            .put("filterName", "logferry-forwarder")
            .put("filterPattern", pattern)
            .put("destinationArn", functionArn));
    return container;
  }

  /** A line of the container's output. */
  public synchronized void add(String line) {
    if (!line.isBlank()) {
      long now = System.currentTimeMillis();
      waiting.add(new Line(now, line));
      added.incrementAndGet();
      if (filter.matches(line)) {
        forwarded.incrementAndGet();
        newestForwardedMillis = now;
      }
      if (errorFilter.matches(line)) {
        errors.incrementAndGet();
      }
    }
  }

  /** Lines so far that match the subscription filter. */
  long forwarded() {
    return forwarded.get();
  }

  /** Lines so far of the levels ERROR and FATAL. */
  long errors() {
    return errors.get();
  }

  /** When the newest of them was read, in milliseconds since 1970; 0 if there is none. */
  long newestForwardedMillis() {
    return newestForwardedMillis;
  }

  /**
   * Waits until CloudWatch has every line.
   *
   * @return whether that was within the time
   */
  public boolean awaitSent(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (sent.get() < added.get()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(BATCHING);
    }
    return true;
  }

  /** A batch that CloudWatch did not accept is sent again the next time. */
  private void send() {
    while (waiting.drainTo(batch, MAXIMUM_EVENTS - batch.size()) > 0 || !batch.isEmpty()) {
      ObjectNode request =
          JSON.createObjectNode().put("logGroupName", logGroup).put("logStreamName", STREAM);
      var events = request.putArray("logEvents");
      batch.forEach(
          line -> events.addObject().put("timestamp", line.time()).put("message", line.text()));
      call("PutLogEvents", request);
      sent.addAndGet(batch.size());
      batch.clear();
    }
  }

  private void call(String action, ObjectNode request) {
    HttpRequest http =
        HttpRequest.newBuilder(cloudWatch)
            .header("X-Amz-Target", "Logs_20140328." + action)
            .header("Content-Type", "application/x-amz-json-1.1")
            .POST(BodyPublishers.ofString(request.toString()))
            .build();
    try {
      HttpResponse<String> response = this.http.send(http, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(action + ": " + response.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(action + ": " + e.getMessage(), e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(action + ": interrupted");
    }
  }

  /** Ends the sending; what has not been sent is dropped. */
  @Override
  public void close() {
    sender.close();
    http.shutdownNow();
  }
}
