package dev.logferry.api.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Problems of what the server refuses before it is routed. */
final class ProtocolProblems implements DirectHandler {

  private static final byte[] NOTHING = {};

  private final Function<Optional<String>, TraceContext> traces;
  private final RequestObserver observer;

  /**
   * For all connections.
   *
   * @param traces the trace of a {@code traceparent} header, or a new one
   */
  ProtocolProblems(Function<Optional<String>, TraceContext> traces, RequestObserver observer) {
    this.traces = traces;
    this.observer = observer;
  }

  /** For all kinds of events of the server. */
  DirectHandlers handlers() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (EventType event : EventType.values()) {
      handlers.addHandler(event, this);
    }
    return handlers.build();
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType event,
      Status status,
      ServerResponseHeaders headers,
      @Nullable String message) {
    TraceContext trace = traces.apply(request.headers().first(RequestFilter.TRACEPARENT));
    String path = request.path().replaceFirst("\\?.*", "");
    Response response = Response.problem(problem(status), path, trace.traceId());
    byte[] body = request.method().equals("HEAD") ? NOTHING : response.content().bytes();
    observer.completed(outcome(request, path, response.status(), body.length, trace));
    headers.set(response.contentType());
    headers.set(response.caching().header());
    headers.set(HeaderNames.VARY, "Accept-Encoding");
    headers.set(HeaderNames.create("X-Content-Type-Options"), "nosniff");
    headers.set(RequestFilter.TRACEPARENT, trace.traceparent());
    return TransportResponse.builder()
        .status(Status.create(response.status()))
        .headers(headers)
        .entity(body)
        // Where the next request would begin is not known.
        .keepAlive(false)
        .build();
  }

  private static RequestOutcome outcome(
      TransportRequest request, String path, int status, long bytes, TraceContext trace) {
    return new RequestOutcome(
        request.method().isEmpty() ? "UNKNOWN" : request.method(),
        Optional.empty(),
        path,
        status,
        bytes,
        Duration.ZERO,
        RequestFilter.clientAddress(request.headers(), "unknown"),
        request.headers().first(HeaderNames.USER_AGENT),
        trace,
        Optional.empty());
  }

  static ProblemException problem(Status status) {
    return switch (status.code()) {
      case 413 ->
          new ProblemException(
              ProblemKind.CONTENT_TOO_LARGE, "This API is read-only: send no content.");
      case 414 ->
          new ProblemException(ProblemKind.URI_TOO_LONG, "Send a request line of at most 8 KiB.");
      case 505 -> new ProblemException(ProblemKind.HTTP_VERSION_NOT_SUPPORTED, "Use HTTP/1.1.");
      // Also what the server calls an internal error (an illegal method, a truncated head): real
      // internal errors are handled by the routing.
      default ->
          new ProblemException(
              ProblemKind.MALFORMED_REQUEST,
              "This is not a valid HTTP/1.1 request (RFC 9112), or its headers exceed 16 KiB.");
    };
  }
}
