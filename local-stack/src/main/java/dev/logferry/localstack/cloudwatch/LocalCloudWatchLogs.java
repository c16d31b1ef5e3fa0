package dev.logferry.localstack.cloudwatch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.logferry.localstack.lambda.Loopback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * CloudWatch Logs on loopback: the actions that the pipeline and the operator's command use, in
 * AWS's JSON protocol, for the SDK and for {@code aws logs --endpoint-url}. Everything is in
 * memory. Signatures are not checked. Thread-safe.
 */
public final class LocalCloudWatchLogs implements AutoCloseable {
  private static final String TARGET_PREFIX = "Logs_20140328.";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CloudWatchLogsSettings settings;
  private final LogGroups groups;
  private final PendingWork pending = new PendingWork();
  private final GroupActions groupActions;
  private final EventActions eventActions;
  private final SearchActions searchActions;
  private final SubscriptionActions subscriptionActions;

  private LocalCloudWatchLogs(HttpServer server, CloudWatchLogsSettings settings) {
    this.server = server;
    this.settings = settings;
    this.groups = new LogGroups(settings.clock(), settings.maximumEvents());
    this.groupActions = new GroupActions(groups, settings);
    this.eventActions = new EventActions(groups, settings);
    this.searchActions = new SearchActions(groups);
    this.subscriptionActions = new SubscriptionActions(groups, settings, pending);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
  }

  /** Starts to serve. */
  public static LocalCloudWatchLogs start(CloudWatchLogsSettings settings) {
    try {
      var logs = new LocalCloudWatchLogs(Loopback.server(settings.port()), settings);
      logs.server.start();
      return logs;
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "cannot serve CloudWatch Logs on port %d; is it taken?".formatted(settings.port()),
          failure);
    }
  }

  /** What to give to {@code --endpoint-url}, or to the SDK in {@code AWS_ENDPOINT_URL_LOGS}. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The ARN by which a subscription filter names a function. */
  public String functionArn(String functionName) {
    return "arn:aws:lambda:%s:%s:function:%s"
        .formatted(settings.region(), settings.account(), functionName);
  }

  /**
   * Waits until every event that matched a subscription filter was handed to its function and the
   * function succeeded or Lambda gave up.
   *
   * @return whether that was within the time
   */
  public boolean awaitDelivery(Duration atMost) throws InterruptedException {
    return pending.awaitNone(atMost);
  }

  /** What no function has accepted yet is dropped. */
  @Override
  public void close() {
    server.stop(0);
    groups.all().stream()
        .flatMap(group -> group.subscriptions().stream())
        .forEach(Subscription::close);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String action =
          Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
              .filter(target -> target.startsWith(TARGET_PREFIX))
              .map(target -> target.substring(TARGET_PREFIX.length()))
              .orElse("");
      byte[] body = exchange.getRequestBody().readAllBytes();
      try {
        settings.beforeAction().accept(action);
        send(exchange, 200, answer(action, parameters(body)));
      } catch (ServiceException error) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("__type", error.type()).put("message", error.getMessage());
        send(exchange, error.status(), json);
      }
    }
  }

  private static Parameters parameters(byte[] body) {
    try {
      return new Parameters(JsonMapper.shared().readTree(body));
    } catch (JacksonException malformed) {
      throw ServiceException.invalidParameter("not JSON: " + malformed.getOriginalMessage());
    }
  }

  private ObjectNode answer(String action, Parameters request) {
    return switch (action) {
      case "CreateLogGroup" -> groupActions.createLogGroup(request);
      case "DeleteLogGroup" -> groupActions.deleteLogGroup(request);
      case "CreateLogStream" -> groupActions.createLogStream(request);
      case "DescribeLogGroups" -> groupActions.describeLogGroups(request);
      case "DescribeLogStreams" -> groupActions.describeLogStreams(request);
      case "PutLogEvents" -> eventActions.putLogEvents(request);
      case "FilterLogEvents" -> searchActions.filterLogEvents(request);
      case "PutSubscriptionFilter" -> subscriptionActions.putSubscriptionFilter(request);
      case "DescribeSubscriptionFilters" ->
          subscriptionActions.describeSubscriptionFilters(request);
      case "DeleteSubscriptionFilter" -> subscriptionActions.deleteSubscriptionFilter(request);
      default ->
          throw ServiceException.unknownAction(
              "the stand-in does not serve the action '%s'".formatted(action));
    };
  }

  private static void send(HttpExchange exchange, int status, ObjectNode json) throws IOException {
    byte[] body = JsonMapper.shared().writeValueAsBytes(json);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
