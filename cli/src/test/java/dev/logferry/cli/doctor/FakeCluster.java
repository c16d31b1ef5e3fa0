package dev.logferry.cli.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Elasticsearch's answers by the beginning of the path; a healthy 8.19 unless a test says more. */
final class FakeCluster implements AutoCloseable {

  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private volatile boolean namesProduct = true;

  private record Answer(int status, String body) {}

  FakeCluster() throws IOException {
    answer("/", 200, "{\"version\":{\"number\":\"8.19.21\"}}");
    answer("/_security/_authenticate", 200, "{\"username\":\"shipper\"}");
    answer("/_cluster/health", 200, "{\"status\":\"green\"}");
    answer("/_index_template", 403, "{\"error\":{\"reason\":\"not yours\"}}");
    grant("create_doc", "auto_configure", "read", "delete");
    answer(STREAM + "/_create", 201, "{\"result\":\"created\"}");
    answer(STREAM + "/_search", 200, "{\"hits\":{\"hits\":[{\"_index\":\".ds-x\"}]}}");
    answer("/.ds-x/_doc/", 200, "{\"result\":\"deleted\"}");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  static final String STREAM = "/logs-aws.cloudwatch_logs-default";

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void answer(String path, int status, String body) {
    answers.put(path, new Answer(status, body));
  }

  /** Lets the key have these privileges and no others. */
  void grant(String... privileges) {
    StringBuilder granted = new StringBuilder();
    for (String privilege : privileges) {
      granted.append(granted.isEmpty() ? "" : ",").append("\"" + privilege + "\":true");
    }
    answer(
        "/_security/user/_has_privileges",
        200,
        "{\"index\":{\"%s\":{%s}}}".formatted(STREAM.substring(1), granted));
  }

  void leavesProductOut() {
    namesProduct = false;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Answer answer =
        answers.entrySet().stream()
            .filter(
                entry ->
                    entry.getKey().equals("/") ? path.equals("/") : path.startsWith(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(new Answer(404, "{\"error\":{\"reason\":\"no handler\"}}"));
    byte[] body = answer.body().getBytes(UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    if (namesProduct) {
      exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
    }
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
