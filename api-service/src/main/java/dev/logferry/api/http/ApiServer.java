package dev.logferry.api.http;

import dev.logferry.api.settings.ServerSettings;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Serves the API on one port and, on another, what only operators and orchestrators need. Every
 * request has its own virtual thread.
 */
public final class ApiServer {

  private static final String MANAGEMENT = "management";

  /** Longer than a load balancer keeps connections that it used (60 s), so that it closes them. */
  private static final Duration IDLE_CONNECTION = Duration.ofSeconds(75);

  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final int MAX_REQUEST_LINE_BYTES = 8 * 1024;
  private static final int MAX_PAYLOAD_BYTES = 16 * 1024;
  private static final int BACKLOG = 4096;
  private static final int MAX_CONNECTIONS = 20_000;
  private static final int MAX_MANAGEMENT_CONNECTIONS = 32;

  /** What an idle connection takes of the heap: 19 KiB were measured. */
  private static final int CONNECTION_BYTES = 20 * 1024;

  private final List<Route> routes;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final WebServer server;

  /**
   * Does not listen yet.
   *
   * @param routes of the API
   * @param management routes of the other port
   * @param traces the trace of a {@code traceparent} header, or a new one
   * @param observer notified of every request
   */
  public ApiServer(
      ServerSettings settings,
      List<Route> routes,
      List<Route> management,
      Function<Optional<String>, TraceContext> traces,
      RequestObserver observer) {
    this.routes = List.copyOf(routes);
    ProtocolProblems problems = new ProtocolProblems(traces, observer);
    RequestFilter open =
        new RequestFilter(traces, observer, new Cors(settings.corsAllowedOrigins()), stopping::get);
    RequestFilter closed = new RequestFilter(traces, observer, new Cors(Set.of()), stopping::get);
    this.server =
        WebServer.builder()
            .update(builder -> limit(builder, problems))
            .port(settings.port())
            .maxTcpConnections(maxConnections(Runtime.getRuntime().maxMemory()))
            .shutdownHook(false)
            .shutdownGracePeriod(settings.gracePeriod())
            .routing(routing -> Routing.register(routing, this.routes, open))
            .putSocket(
                MANAGEMENT,
                socket ->
                    socket
                        .update(builder -> limit(builder, problems))
                        .port(settings.managementPort())
                        .maxTcpConnections(MAX_MANAGEMENT_CONNECTIONS)
                        .routing(routing -> Routing.register(routing, management, closed)))
            .build();
  }

  private static void limit(ListenerConfig.BuilderBase<?, ?> listener, ProtocolProblems problems) {
    listener
        .backlog(BACKLOG)
        // Its sockets have one buffer instead of two: 8 KiB less for each connection.
        .useNio(false)
        .idleConnectionTimeout(IDLE_CONNECTION)
        .idleConnectionPeriod(IDLE_CONNECTION.dividedBy(30))
        .maxPayloadSize(MAX_PAYLOAD_BYTES)
        // With Nagle's algorithm a response in two packets waits 40 ms for an acknowledgement.
        .connectionOptions(options -> options.tcpNoDelay(true))
        .directHandlers(problems.handlers())
        // With HTTP/1.1 alone the server does not guess, and answers what is not HTTP.
        .protocolsDiscoverServices(false)
        .addProtocol(
            Http1Config.builder()
                .maxHeadersSize(MAX_HEADER_BYTES)
                .maxPrologueLength(MAX_REQUEST_LINE_BYTES)
                .addSendListener(new NoLengthOfNotModified())
                // The service has a log of its requests, without their queries.
                .log(log -> log.receiveLog(false).sendLog(false))
                // HTTP/1.1 keeps connections without being asked to (RFC 9112, 9.3).
                .sendKeepAliveHeader(false)
                // Those that may contain what a client sent are checked by ResponseWriter.
                .validateResponseHeaders(false)
                .build());
  }

  /**
   * The server sends {@code Content-Length: 0} with a 304, which RFC 9110 (8.6) forbids: it would
   * have to be that of the 200. So none is sent.
   */
  private static final class NoLengthOfNotModified implements Http1ConnectionListener {

    @Override
    public void headers(ConnectionContext context, Headers headers) {
      if (headers instanceof WritableHeaders<?> writable
          && !headers.contains(HeaderNames.CONTENT_TYPE)) {
        writable.remove(HeaderNames.CONTENT_LENGTH);
      }
    }
  }

  /** How many connections are accepted at once: a third of the heap is for them. */
  public static int maxConnections(long heapBytes) {
    return Math.clamp(heapBytes / 3 / CONNECTION_BYTES, 1, MAX_CONNECTIONS);
  }

  /** Listens from now on. */
  public void start() {
    server.start();
  }

  /** Where the API is. */
  public int port() {
    return server.port();
  }

  /** Where health and metrics are. */
  public int managementPort() {
    return server.port(MANAGEMENT);
  }

  /** What is served on the API's port. */
  public List<Route> routes() {
    return routes;
  }

  /** From now on clients are asked to connect elsewhere for their next request. */
  public void drain() {
    stopping.set(true);
  }

  /** Accepts no more requests, lets those in flight finish within the grace period, and ends. */
  public void stop() {
    drain();
    server.stop();
  }
}
