package dev.logferry.forwarder.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An HTTP server that keeps documents as Elasticsearch does for the action {@code create}: the
 * second time an id answers 409. Answers as scripted, one script a request, and truthfully when the
 * script is spent. A request that Elasticsearch would not understand is answered with 400 and
 * remembered as malformed.
 */
public final class FakeElasticsearch implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpServer server;
  private final Map<String, JsonNode> stored = new HashMap<>();
  private final List<List<String>> requests = new ArrayList<>();
  private final List<Map<String, String>> headers = new ArrayList<>();
  private final List<String> malformed = new ArrayList<>();
  private final Deque<Script> scripts = new ArrayDeque<>();

  private FakeElasticsearch(HttpServer server) {
    this.server = server;
  }

  public static FakeElasticsearch start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      FakeElasticsearch fake = new FakeElasticsearch(server);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", fake::answer);
      server.start();
      return fake;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What the next requests are answered, one each, before it is truthful again. */
  public synchronized void answers(Script... next) {
    scripts.addAll(List.of(next));
  }

  /** The ids in each request, in order. */
  public synchronized List<List<String>> requests() {
    return List.copyOf(requests);
  }

  /**
   * The request headers of each request, names in lower case; {@code :path} is the path and query.
   */
  public synchronized List<Map<String, String>> headers() {
    return List.copyOf(headers);
  }

  /** Documents by {@code index/id}. */
  public synchronized Map<String, JsonNode> stored() {
    return Map.copyOf(stored);
  }

  /** Why requests were not understood; empty if all were. */
  public synchronized List<String> malformed() {
    return List.copyOf(malformed);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      remember(exchange);
      byte[] body = body(exchange);
      List<BulkLine> lines;
      try {
        lines = BulkLine.parse(exchange, body);
      } catch (IllegalArgumentException e) {
        malformed.add(String.valueOf(e.getMessage()));
        send(exchange, Script.refuse(400, "illegal_argument_exception"), "");
        return;
      }
      requests.add(lines.stream().map(BulkLine::id).toList());
      Script script = scripts.isEmpty() ? Script.TRUTH : scripts.removeFirst();
      String items = script.reachesStore() ? items(lines, script) : "";
      send(exchange, script, items);
    }
  }

  private void remember(HttpExchange exchange) {
    Map<String, String> seen = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> seen.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    seen.put(":path", exchange.getRequestURI().toString());
    headers.add(seen);
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    byte[] sent = exchange.getRequestBody().readAllBytes();
    if (!"gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
      return sent;
    }
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(sent))) {
      return gzip.readAllBytes();
    }
  }

  /** Stores what the script lets through and says so for each item. */
  private String items(List<BulkLine> lines, Script script) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode items = answer.putArray("items");
    for (int position = 0; position < lines.size(); position++) {
      BulkLine line = lines.get(position);
      int status = script.statusOf(position);
      ObjectNode item = items.addObject().putObject("create");
      if (status == 201) {
        boolean isNew = stored.putIfAbsent(line.index() + "/" + line.id(), line.document()) == null;
        status = isNew ? 201 : 409;
      }
      item.put("_id", script.idOf(lines, position));
      item.put("status", status);
      script.failureStore().ifPresent(value -> item.put("failure_store", value));
      if (status >= 300) {
        ObjectNode error = item.putObject("error");
        error.put("type", Script.typeOf(status));
        error.put("reason", "failed to parse field [secretive] of type [long]. Preview: 'CANARY'");
      }
    }
    script.changeLength(items);
    return answer.toString();
  }

  private static void send(HttpExchange exchange, Script script, String items) throws IOException {
    if (script.dropsConnection()) {
      return; // closing an exchange without an answer closes the connection
    }
    byte[] body = script.body(items).getBytes(StandardCharsets.UTF_8);
    if (script.isElasticsearch()) {
      exchange.getResponseHeaders().set("X-Elastic-Product", "Elasticsearch");
    }
    exchange.getResponseHeaders().set("Content-Type", script.contentType());
    script.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    exchange.sendResponseHeaders(
        script.status(), body.length == 0 ? -1 : script.announced(body.length));
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
      exchange.getResponseBody().flush();
    }
  }
}
