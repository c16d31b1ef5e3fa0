package dev.logferry.api.http;

import dev.logferry.api.settings.ServerSettings;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Listens, and hands each request to its route. Every thread is a virtual one. */
public final class ApiServer {

  /**
   * Longer than a load balancer keeps those that it has used (60 s), so that only it closes them.
   */
  private static final Duration IDLE_CONNECTION = Duration.ofSeconds(75);

  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final int MAX_REQUEST_LINE_BYTES = 8 * 1024;
  private static final int MAX_PAYLOAD_BYTES = 16 * 1024;
  private static final int BACKLOG = 4096;
  private static final int MAX_CONNECTIONS = 20_000;

  /** What one that waits takes of the heap: 22 to 27 KiB were measured. */
  private static final int CONNECTION_BYTES = 32 * 1024;

  private final List<Route> routes;
  private final RouteTable table;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final Exchange exchange;
  private final WebServer server;

  /**
   * Does not listen yet.
   *
   * @param traces the trace of a {@code traceparent} header, or a new one
   * @param observers told of every request
   */
  public ApiServer(
      ServerSettings settings,
      List<Route> routes,
      Function<Optional<String>, TraceContext> traces,
      List<RequestObserver> observers) {
    this(settings, routes, traces, observers, IDLE_CONNECTION);
  }

  /**
   * The same with another patience.
   *
   * @param idleConnection how long a connection may be open without an answer that is finished
   */
  ApiServer(
      ServerSettings settings,
      List<Route> routes,
      Function<Optional<String>, TraceContext> traces,
      List<RequestObserver> observers,
      Duration idleConnection) {
    this.routes = List.copyOf(routes);
    this.table = new RouteTable(this.routes);
    RequestObserver observer = new Observers(observers);
    this.exchange = new Exchange(traces, observer, stopping);
    ProtocolProblems problems = new ProtocolProblems(traces, observer);
    this.server = server(settings, idleConnection, problems);
  }

  private WebServer server(
      ServerSettings settings, Duration idleConnection, ProtocolProblems problems) {
    int connections = maxConnections(Runtime.getRuntime().maxMemory());
    return WebServer.builder()
        .port(settings.port())
        .backlog(BACKLOG)
        .shutdownHook(false)
        .shutdownGracePeriod(settings.gracePeriod())
        .idleConnectionTimeout(idleConnection)
        .idleConnectionPeriod(idleConnection.dividedBy(30))
        .maxPayloadSize(MAX_PAYLOAD_BYTES)
        .maxTcpConnections(connections)
        // With Nagle's algorithm an answer in two packets waits 40 ms for the client's.
        .connectionOptions(options -> options.tcpNoDelay(true))
        .protocolsDiscoverServices(false)
        .addConnectionSelector(new HttpConnections(protocol(), idleConnection, connections / 4 * 3))
        .directHandlers(problems.handlers())
        .routing(this::register)
        .build();
  }

  /** How many connections are let in at once: a quarter of the heap is for them. */
  public static int maxConnections(long heapBytes) {
    return Math.clamp(heapBytes / 4 / CONNECTION_BYTES, 1, MAX_CONNECTIONS);
  }

  private static Http1Config protocol() {
    return Http1Config.builder()
        .maxHeadersSize(MAX_HEADER_BYTES)
        .maxPrologueLength(MAX_REQUEST_LINE_BYTES)
        // Those that can hold what is not ours are checked where they are made.
        .validateResponseHeaders(false)
        .build();
  }

  private void register(HttpRouting.Builder routing) {
    routing.any(
        (request, response) -> {
          String method = request.prologue().method().text();
          String path = request.path().rawPath();
          exchange.handle(request, response, table.match(method, path));
        });
  }

  /** Listens from now on. */
  public void start() {
    server.start();
  }

  /** Where it listens. */
  public int port() {
    return server.port();
  }

  /** What is served. */
  public List<Route> routes() {
    return routes;
  }

  /** From now on clients are told to connect elsewhere for their next request. */
  public void drain() {
    stopping.set(true);
  }

  /** Takes no more requests, lets those under way finish within the grace period, and ends. */
  public void stop() {
    drain();
    server.stop();
  }
}
