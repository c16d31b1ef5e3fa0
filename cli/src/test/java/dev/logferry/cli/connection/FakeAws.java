package dev.logferry.cli.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * AWS's services behind one address: JSON protocols by the header X-Amz-Target, CloudWatch by
 * Smithy's RPC with CBOR, EC2 by its form's Action, Lambda's REST by method and path. An operation
 * that a test did not script answers as AWS does to an unknown one.
 */
public final class FakeAws implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final ObjectMapper CBOR = new CBORMapper();

  private final HttpServer server;
  private final Map<String, Function<JsonNode, Answer>> operations = new ConcurrentHashMap<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();

  /** A response. */
  public record Answer(int status, String body) {}

  public FakeAws() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  /** Variables that lead to it. */
  public Map<String, String> variables() {
    Map<String, String> variables = new HashMap<>();
    variables.put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + server.getAddress().getPort());
    variables.put("AWS_REGION", "eu-central-1");
    variables.put("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
    variables.put("AWS_SECRET_ACCESS_KEY", "not-a-secret");
    return variables;
  }

  /**
   * Scripts an operation.
   *
   * @param operation such as {@code GetSecretValue}, or {@code GET /2015-03-31/functions/x} for
   *     Lambda
   */
  public void on(String operation, Function<JsonNode, String> response) {
    operations.put(operation, request -> new Answer(200, response.apply(request)));
  }

  /** Scripts an error of an operation, in the form that all of AWS's JSON protocols have. */
  public void fail(String operation, int status, String code, String message) {
    String body = "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(code, message);
    operations.put(operation, _ -> new Answer(status, body));
  }

  /** Scripts an error of an operation of EC2. */
  public void failEc2(String operation, int status, String code, String message) {
    String body =
        "<Response><Errors><Error><Code>%s</Code><Message>%s</Message></Error></Errors></Response>"
            .formatted(code, message);
    operations.put(operation, _ -> new Answer(status, body));
  }

  /** The operations that were called. */
  public List<String> calls() {
    return calls;
  }

  List<String> authorizations() {
    return authorizations;
  }

  private void handle(HttpExchange exchange) throws IOException {
    boolean cbor = "rpc-v2-cbor".equals(exchange.getRequestHeaders().getFirst("smithy-protocol"));
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String path = exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    JsonNode request = isForm(exchange) ? form(body) : request(body, cbor);
    String operation =
        cbor
            ? path.substring(path.lastIndexOf('/') + 1)
            : isForm(exchange)
                ? request.path("Action").asString()
                : target == null
                    ? exchange.getRequestMethod() + " " + exchange.getRequestURI()
                    : target.substring(target.indexOf('.') + 1);
    calls.add(operation);
    authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    Answer answer =
        operations
            .getOrDefault(
                operation,
                _ -> new Answer(400, "{\"__type\":\"UnknownOperationException\",\"message\":\"\"}"))
            .apply(request);
    byte[] bytes =
        cbor ? CBOR.writeValueAsBytes(JSON.readTree(answer.body())) : answer.body().getBytes(UTF_8);
    exchange
        .getResponseHeaders()
        .add("Content-Type", cbor ? "application/cbor" : "application/x-amz-json-1.1");
    exchange.getResponseHeaders().add("smithy-protocol", "rpc-v2-cbor");
    JsonNode type =
        answer.status() >= 400 && answer.body().startsWith("{")
            ? JSON.readTree(answer.body()).path("__type")
            : MissingNode.getInstance();
    if (type.isString()) {
      exchange.getResponseHeaders().add("x-amzn-errortype", type.asString());
    }
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static boolean isForm(HttpExchange exchange) {
    return String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"))
        .startsWith("application/x-www-form-urlencoded");
  }

  private static JsonNode form(byte[] body) {
    var form = JSON.createObjectNode();
    for (String pair : new String(body, UTF_8).split("&", -1)) {
      int equals = pair.indexOf('=');
      form.put(
          URLDecoder.decode(pair.substring(0, equals), UTF_8),
          URLDecoder.decode(pair.substring(equals + 1), UTF_8));
    }
    return form;
  }

  private static JsonNode request(byte[] body, boolean cbor) {
    if (cbor) {
      return CBOR.readTree(body);
    }
    return body.length > 0 && body[0] == '{' ? JSON.readTree(body) : MissingNode.getInstance();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
