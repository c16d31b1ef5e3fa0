package dev.logferry.forwarder.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;

/**
 * An HTTP server that keeps documents as Elasticsearch does for the action {@code create}: the
 * second time an id answers 409. Answers as scripted, one script a request, then by its rule, which
 * at first is to be truthful. A request that Elasticsearch would not understand is answered with
 * 400 and remembered as malformed. Searches for ids are answered truthfully, whatever the rule.
 */
public final class FakeElasticsearch implements AutoCloseable {

  /** How long it says nothing when it is silent. */
  private static final Duration SILENCE = Duration.ofMinutes(1);

  private static final Duration BETWEEN_BYTES = Duration.ofMillis(50);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Bound and never listening: keeps the port while the server is away. */
  private final Socket reservation;

  private HttpServer server;
  private final FakeStore store = new FakeStore();
  private final List<List<String>> requests = new ArrayList<>();
  private final List<List<Arrival>> arrivals = new ArrayList<>();
  private final List<Map<String, String>> headers = new ArrayList<>();
  private final List<String> malformed = new ArrayList<>();
  private final Deque<Script> scripts = new ArrayDeque<>();
  private Rule rule = Rule.TRUTH;

  /** How requests are answered for which there is no script. */
  @FunctionalInterface
  public interface Rule {
    /** Stores everything it can and says so. */
    Rule TRUTH = (_, _) -> Script.TRUTH;

    /**
     * The answer to one request.
     *
     * @param headers names in lower case
     */
    Script answerTo(Map<String, String> headers, List<BulkLine> lines);
  }

  /**
   * A document that arrived in a request.
   *
   * @param alreadyStored whether an earlier request had brought it
   * @param told whether the answer said that it is stored, in a form that can be believed
   */
  public record Arrival(String id, boolean alreadyStored, boolean told) {}

  private FakeElasticsearch(Socket reservation) throws IOException {
    this.reservation = reservation;
    this.server = serve();
  }

  public static FakeElasticsearch start() {
    try {
      Socket reservation = new Socket();
      reservation.setReuseAddress(true);
      reservation.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return new FakeElasticsearch(reservation);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpServer serve() throws IOException {
    HttpServer started =
        HttpServer.create((InetSocketAddress) reservation.getLocalSocketAddress(), 0);
    started.setExecutor(threads);
    started.createContext("/", this::answer);
    started.start();
    return started;
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + reservation.getLocalPort());
  }

  /** What the next requests are answered, one each, before its rule counts again. */
  public synchronized void answers(Script... next) {
    scripts.addAll(List.of(next));
  }

  /** How requests are answered from now on. */
  public synchronized void answersBy(Rule newRule) {
    rule = newRule;
  }

  /** Refuses connections until what is returned is closed. */
  public Away goAway() {
    server.stop(0);
    return () -> server = serve();
  }

  /** The time in which the server is not there. */
  public interface Away extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  /** Truthful again, and as empty as at first. */
  public synchronized void forgetAll() {
    scripts.clear();
    rule = Rule.TRUTH;
    store.clear();
    requests.clear();
    arrivals.clear();
    headers.clear();
    malformed.clear();
  }

  /** The ids in each request, in order. */
  public synchronized List<List<String>> requests() {
    return List.copyOf(requests);
  }

  /** The documents in each request, in order. */
  public synchronized List<List<Arrival>> arrivals() {
    return List.copyOf(arrivals);
  }

  /**
   * The request headers of each request, names in lower case; {@code :path} is the path and query.
   */
  public synchronized List<Map<String, String>> headers() {
    return List.copyOf(headers);
  }

  /** Documents by {@code index/id}. */
  public synchronized Map<String, JsonNode> stored() {
    return store.stored();
  }

  /** Why requests were not understood; empty if all were. */
  public synchronized List<String> malformed() {
    return List.copyOf(malformed);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    try {
      reservation.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = body(exchange);
      Answer answer = answerTo(exchange, body);
      send(exchange, answer.script(), answer.items());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // closed in the middle of a pause
    }
  }

  private record Answer(Script script, String items) {}

  private synchronized Answer answerTo(HttpExchange exchange, byte[] body) {
    String path = exchange.getRequestURI().getPath();
    if (path.endsWith("/_search")) {
      String stream = path.substring(1, path.lastIndexOf('/'));
      return new Answer(Script.TRUTH, store.search(stream, body));
    }
    Map<String, String> seen = remember(exchange);
    List<BulkLine> lines;
    try {
      lines = BulkLine.parse(exchange, body);
    } catch (IllegalArgumentException e) {
      malformed.add(String.valueOf(e.getMessage()));
      return new Answer(Script.refuse(400, "illegal_argument_exception"), "");
    }
    requests.add(lines.stream().map(BulkLine::id).toList());
    Script script = scripts.isEmpty() ? rule.answerTo(seen, lines) : scripts.removeFirst();
    List<Arrival> arrived = store.arrivals(lines);
    arrivals.add(store.told(arrived, script));
    return new Answer(script, script.reachesStore() ? store.create(lines, script) : "");
  }

  private Map<String, String> remember(HttpExchange exchange) {
    Map<String, String> seen = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> seen.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    seen.put(":path", exchange.getRequestURI().toString());
    headers.add(seen);
    return seen;
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

  private static void send(HttpExchange exchange, Script script, String items)
      throws IOException, InterruptedException {
    if (script.isSilent()) {
      Thread.sleep(SILENCE);
    }
    if (script.dropsConnection() || script.isSilent()) {
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
    if (script.trickles()) {
      trickle(exchange.getResponseBody(), body);
    } else if (body.length > 0) {
      exchange.getResponseBody().write(body);
      exchange.getResponseBody().flush();
    }
  }

  private static void trickle(OutputStream out, byte[] body)
      throws IOException, InterruptedException {
    for (byte next : body) {
      out.write(next);
      out.flush();
      Thread.sleep(BETWEEN_BYTES);
    }
  }
}
