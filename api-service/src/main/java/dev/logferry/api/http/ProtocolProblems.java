package dev.logferry.api.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.DirectHandler.TransportRequest;
import io.helidon.http.DirectHandler.TransportResponse;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import org.jspecify.annotations.Nullable;

/** Problems for what is no request at all: the server meets it before any route does. */
final class ProtocolProblems implements DirectHandler {

  /** Nothing is logged of what was never a request. */
  private static final String NO_TRACE = "";

  private static final byte[] NOTHING = {};

  private ProtocolProblems() {}

  static DirectHandlers handlers() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (EventType event : EventType.values()) {
      handlers.addHandler(event, new ProtocolProblems());
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
    Reply reply = Reply.problem(problem(status), path(request), NO_TRACE);
    headers.set(reply.contentType());
    headers.set(reply.caching().header());
    headers.set(HeaderNames.VARY, "Accept-Encoding");
    headers.set(HeaderNames.create("X-Content-Type-Options"), "nosniff");
    return TransportResponse.builder()
        .status(Status.create(reply.status()))
        .headers(headers)
        .entity(request.method().equals("HEAD") ? NOTHING : reply.body())
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

  private static String path(TransportRequest request) {
    return DirectHandler.TransportRequest.empty().path().equals(request.path())
        ? ""
        : request.path().replaceAll("\\?.*", "");
  }
}
