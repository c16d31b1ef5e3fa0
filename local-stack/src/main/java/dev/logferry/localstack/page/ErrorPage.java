package dev.logferry.localstack.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.logferry.localstack.lambda.Loopback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The page's HTTP server on 127.0.0.1: static files, and {@code /api/} with searches on behalf of
 * the analyst. It only reads. Log lines can contain anything, so the browser may load nothing but
 * this server's own files and executes no inline script; other sites' pages cannot read it, because
 * it sends no CORS header and rejects foreign host names (DNS rebinding).
 */
public final class ErrorPage implements AutoCloseable {

  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final String JSON_TYPE = "application/json";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Searches searches;
  private final Supplier<JsonNode> status;

  private ErrorPage(HttpServer server, Searches searches, Supplier<JsonNode> status) {
    this.server = server;
    this.searches = searches;
    this.status = status;
  }

  /**
   * Starts the page.
   *
   * @param port 0 for any that is free
   * @param analyst reads the logs; closed with the page
   * @param status what {@code /api/status} answers, such as the live ledger; thread-safe
   * @throws IllegalStateException if the port is taken
   */
  public static ErrorPage start(int port, AnalystClient analyst, Supplier<JsonNode> status) {
    try {
      ErrorPage page = new ErrorPage(Loopback.server(port), new Searches(analyst), status);
      page.server.setExecutor(page.threads);
      page.server.createContext("/", page::serve);
      page.server.start();
      return page;
    } catch (IOException e) {
      throw new IllegalStateException(
          "port %d of 127.0.0.1 cannot be used for the page (%s): end what uses it, or choose another (0 is any free one)"
              .formatted(port, e.getMessage()),
          e);
    }
  }

  /** Where a browser finds it. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!isOwnHost(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host")))) {
        send(exchange, 403, error("this host name is not the page's: open " + url()));
      } else if (!exchange.getRequestMethod().equals("GET")) {
        send(exchange, 405, error("the page only reads: use GET"));
      } else if (exchange.getRequestURI().getPath().startsWith("/api/")) {
        serveApi(exchange);
      } else {
        serveFile(exchange);
      }
    }
  }

  private boolean isOwnHost(Optional<String> host) {
    int port = server.getAddress().getPort();
    return host.filter(Set.of("127.0.0.1:" + port, "localhost:" + port)::contains).isPresent();
  }

  private void serveApi(HttpExchange exchange) throws IOException {
    try {
      QueryParameters parameters = QueryParameters.of(exchange.getRequestURI());
      switch (exchange.getRequestURI().getPath()) {
        case "/api/events" -> send(exchange, 200, searches.events(EventFilter.of(parameters)));
        case "/api/document" -> send(exchange, 200, searches.document(parameters.required("id")));
        case "/api/status" -> send(exchange, 200, status.get());
        default -> send(exchange, 404, error("there is no " + exchange.getRequestURI().getPath()));
      }
    } catch (IllegalArgumentException e) {
      send(exchange, 400, error(String.valueOf(e.getMessage())));
    } catch (UncheckedIOException e) {
      send(exchange, 503, error(String.valueOf(e.getMessage())));
    }
  }

  private static void serveFile(HttpExchange exchange) throws IOException {
    Optional<PageFile> file = PageFile.find(exchange.getRequestURI().getPath());
    if (file.isPresent()) {
      send(exchange, 200, file.get().contentType(), file.get().content());
    } else {
      send(exchange, 404, error("there is no " + exchange.getRequestURI().getPath()));
    }
  }

  private static JsonNode error(String message) {
    return JSON.createObjectNode().put("error", message);
  }

  private static void send(HttpExchange exchange, int code, JsonNode body) throws IOException {
    send(exchange, code, JSON_TYPE, body.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int code, String type, byte[] body)
      throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    searches.close();
  }
}
