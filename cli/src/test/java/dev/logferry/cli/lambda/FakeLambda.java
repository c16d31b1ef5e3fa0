package dev.logferry.cli.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.logferry.localstack.cloudwatch.SubscriptionPayload;
import dev.logferry.localstack.cloudwatch.SubscriptionPayload.LogEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Lambda Invoke API with one function behind it, which keeps events by id as the forwarder
 * does. AggregationValues can be scripted; one is used for each invocation, and then it behaves
 * again.
 */
public final class FakeLambda implements AutoCloseable {
  public static final String FUNCTION = "log-forwarder";
  private static final String PATH = "/2015-03-31/functions/" + FUNCTION + "/invocations";
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpServer server;
  private final List<byte[]> events = new CopyOnWriteArrayList<>();
  private final List<String> types = new CopyOnWriteArrayList<>();
  private final Queue<Answer> script = new ArrayDeque<>();
  private final Set<String> stored = new HashSet<>();

  /** What the API answers. */
  public record Answer(int status, Map<String, String> headers, String body) {

    public static Answer returned(String body) {
      return new Answer(200, Map.of(), body);
    }

    public static Answer functionError(String type, String message) {
      return new Answer(
          200,
          Map.of("X-Amz-Function-Error", "Unhandled"),
          JSON.writeValueAsString(
              Map.of("errorMessage", message, "errorType", type, "stackTrace", List.of())));
    }

    public static Answer rejected(int status, String type, String message) {
      return new Answer(
          status,
          Map.of("X-Amzn-ErrorType", type),
          JSON.writeValueAsString(Map.of("Type", "User", "Message", message)));
    }

    Answer withLog(String log) {
      String encoded = Base64.getEncoder().encodeToString(log.getBytes(UTF_8));
      var all = new java.util.HashMap<>(headers);
      all.put("X-Amz-Log-Result", encoded);
      return new Answer(status, all, body);
    }
  }

  public FakeLambda() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The next invocations are answered so, in this order. */
  public void answers(Answer... answers) {
    script.addAll(List.of(answers));
  }

  /** Every event posted, decoded as a subscription payload. */
  public List<SubscriptionPayload> payloads() {
    return events.stream().map(FakeLambda::decode).toList();
  }

  public List<String> messages() {
    return payloads().stream()
        .flatMap(payload -> payload.logEvents().stream())
        .map(LogEvent::message)
        .toList();
  }

  public List<byte[]> events() {
    return events;
  }

  public List<String> invocationTypes() {
    return types;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** What the function sees in an event. */
  public static SubscriptionPayload decode(byte[] lambdaEvent) {
    String data = JSON.readTree(lambdaEvent).path("awslogs").path("data").asString();
    try (var json =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(data)))) {
      return JSON.readValue(json, SubscriptionPayload.class);
    } catch (IOException undecodable) {
      throw new AssertionError("not gzip in base64", undecodable);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] event = exchange.getRequestBody().readAllBytes();
    Answer answer = answer(exchange, event);
    answer.headers.forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
    byte[] body = answer.body.getBytes(UTF_8);
    exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private synchronized Answer answer(HttpExchange exchange, byte[] event) {
    if (!exchange.getRequestURI().getPath().equals(PATH)) {
      return Answer.rejected(404, "ResourceNotFoundException", "Function not found");
    }
    String type = exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type");
    boolean async = "Event".equals(type);
    if (event.length > (async ? 1_048_576 : 6_291_456)) {
      return Answer.rejected(413, "RequestTooLargeException", "Request must be smaller");
    }
    events.add(event);
    types.add(String.valueOf(type));
    Answer scripted = script.poll();
    if (scripted != null) {
      return scripted;
    }
    return async ? new Answer(202, Map.of(), "") : Answer.returned(ledgerOf(decode(event)));
  }

  private String ledgerOf(SubscriptionPayload payload) {
    int received = payload.logEvents().size();
    int indexed =
        (int) payload.logEvents().stream().filter(event -> stored.add(event.id())).count();
    return ledger(received, indexed, received - indexed);
  }

  /** A response of the forwarder. */
  public static String ledger(int received, int indexed, int duplicate) {
    return """
        {"ledger":{"received":%d,"indexed":%d,"duplicate":%d,"filtered":0,"degraded":0,\
        "failure_stored":0,"dead_lettered":0,"returned":0},"attempts":1}"""
        .formatted(received, indexed, duplicate);
  }
}
