package dev.logferry.api.http;

import io.helidon.http.DirectHandler.TransportRequest;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.Optional;

/** Makes the outcome of an exchange. */
final class Outcomes {

  private Outcomes() {}

  static RequestOutcome of(
      ServerRequest request,
      Optional<String> route,
      Exchange.Sent sent,
      long nanos,
      TraceContext trace) {
    return new RequestOutcome(
        request.prologue().method().text(),
        route,
        request.path().rawPath(),
        sent.answer().reply().status(),
        sent.responseBytes(),
        Duration.ofNanos(nanos),
        RequestHeaders.clientAddress(request.headers()),
        RequestHeaders.text(request.headers(), HeaderNames.USER_AGENT),
        trace,
        sent.answer().error().or(sent::broken));
  }

  /** A request that the server library refused, with as much of it as it could read. */
  static RequestOutcome ofRefused(
      TransportRequest request, Reply reply, long responseBytes, TraceContext trace) {
    return new RequestOutcome(
        request.method().isEmpty() ? "UNKNOWN" : request.method(),
        Optional.empty(),
        path(request),
        reply.status(),
        responseBytes,
        Duration.ZERO,
        RequestHeaders.clientAddress(request.headers()),
        RequestHeaders.text(request.headers(), HeaderNames.USER_AGENT),
        trace,
        Optional.empty());
  }

  /** Without its query; empty if it could not be read. */
  static String path(TransportRequest request) {
    return request.path().replaceFirst("\\?.*", "");
  }
}
