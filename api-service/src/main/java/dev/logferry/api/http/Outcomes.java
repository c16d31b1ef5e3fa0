package dev.logferry.api.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
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
        clientAddress(request),
        Exchange.header(request, HeaderNames.USER_AGENT),
        trace,
        sent.answer().error().or(sent::broken));
  }

  /** The last address: those before it are whatever the client claims. */
  private static String clientAddress(ServerRequest request) {
    return Exchange.header(request, HeaderNames.X_FORWARDED_FOR)
        .map(addresses -> addresses.substring(addresses.lastIndexOf(',') + 1).strip())
        .filter(address -> !address.isEmpty())
        .orElseGet(() -> host(request.remotePeer().address()));
  }

  private static String host(SocketAddress address) {
    return address instanceof InetSocketAddress internet
        ? internet.getAddress().getHostAddress()
        : address.toString();
  }
}
