package dev.logferry.api.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.DirectHandler.TransportRequest;
import io.helidon.http.DirectHandler.TransportResponse;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Problems for what is no request at all: the server meets it before any route does. */
final class ProtocolProblems implements DirectHandler {

  private static final byte[] NOTHING = {};

  private final Function<Optional<String>, TraceContext> traces;
  private final RequestObserver observer;

  /**
   * For all connections.
   *
   * @param traces the trace of a {@code traceparent} header, or a new one
   * @param observer told of each problem
   */
  ProtocolProblems(Function<Optional<String>, TraceContext> traces, RequestObserver observer) {
    this.traces = traces;
    this.observer = observer;
  }

  /** Whatever the server library has to say on its own. */
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
    TraceContext trace = traces.apply(RequestHeaders.text(request.headers(), Exchange.TRACEPARENT));
    Reply reply = Reply.problem(problem(status), Outcomes.path(request), trace.traceId());
    byte[] body = request.method().equals("HEAD") ? NOTHING : reply.body();
    observer.completed(Outcomes.ofRefused(request, reply, body.length, trace));
    return response(headers, reply, body, trace);
  }

  private static TransportResponse response(
      ServerResponseHeaders headers, Reply reply, byte[] body, TraceContext trace) {
    headers.set(reply.contentType());
    headers.set(reply.caching().header());
    headers.set(HeaderNames.VARY, "Accept-Encoding");
    headers.set(HeaderNames.create("X-Content-Type-Options"), "nosniff");
    headers.set(Exchange.TRACEPARENT, trace.traceparent());
    return TransportResponse.builder()
        .status(Status.create(reply.status()))
        .headers(headers)
        .entity(body)
        // Where the next request would begin is not known.
        .keepAlive(false)
        .build();
  }

  private static ProblemException problem(Status status) {
    return switch (status.code()) {
      case 413 ->
          new ProblemException(
              ProblemKind.CONTENT_TOO_LARGE, "This API only reads: send no content.");
      case 414 ->
          new ProblemException(ProblemKind.URI_TOO_LONG, "Send a request line of at most 8 KiB.");
      // Also what the server library calls an internal error (an illegal method, a head that breaks
      // off): faults of ours are dealt with before they get here.
      default ->
          new ProblemException(
              ProblemKind.MALFORMED_REQUEST,
              "This is not an HTTP/1.1 request as RFC 9112 has it, or its headers exceed 16 KiB.");
    };
  }
}
