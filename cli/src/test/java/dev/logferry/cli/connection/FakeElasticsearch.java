package dev.logferry.cli.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/** Elasticsearch's search endpoint with one scripted answer, for the analyst only. */
public final class FakeElasticsearch implements AutoCloseable {
  private static final String CREDENTIALS =
      "Basic " + Base64.getEncoder().encodeToString("analyst:reads-only".getBytes(UTF_8));

  private final HttpServer server;
  private final String scheme;
  private final List<String> paths = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile String answer = found(0);

  public FakeElasticsearch(Optional<SSLContext> tls) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    if (tls.isPresent()) {
      var https = HttpsServer.create(address, 0);
      https.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
      server = https;
    } else {
      server = HttpServer.create(address, 0);
    }
    scheme = tls.isPresent() ? "https" : "http";
    server.createContext("/", this::handle);
    server.start();
  }

  public URI url() {
    return URI.create(scheme + "://localhost:" + server.getAddress().getPort());
  }

  public void answers(int newStatus, String body) {
    status = newStatus;
    answer = body;
  }

  public List<String> paths() {
    return paths;
  }

  public List<String> bodies() {
    return bodies;
  }

  /** The answer to a search that found these hits. */
  public static String found(long total, String... hits) {
    return """
    {"took":2,"timed_out":false,"_shards":{"total":1,"successful":1,"skipped":0,"failed":0},\
    "hits":{"total":{"value":%d,"relation":"eq"},"max_score":null,"hits":[%s]}}\
    """
        .formatted(total, String.join(",", hits));
  }

  public static String hit(String id, String source) {
    return """
    {"_index":".ds-logs-aws.cloudwatch_logs-default-2026.11.22-000001","_id":"%s",\
    "_score":null,"_source":%s,"sort":[1]}\
    """
        .formatted(id, source);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    paths.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    boolean known = CREDENTIALS.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    byte[] body = (known ? answer : UNAUTHORIZED).getBytes(UTF_8);
    exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(known ? status : 401, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static final String UNAUTHORIZED =
      """
      {"error":{"root_cause":[{"type":"security_exception","reason":"unable to authenticate user \
      [x] for REST request [/_search]"}],"type":"security_exception","reason":"unable to \
      authenticate user [x] for REST request [/_search]"},"status":401}\
      """;
}
