package dev.logferry.api.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the outcome of an exchange. */
final class Outcomes {

  private Outcomes() {}

  static RequestOutcome of(
      ServerRequest request,
      String clientAddress,
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
        clientAddress,
        Exchange.header(request, HeaderNames.USER_AGENT),
        trace,
        sent.answer().error().or(sent::broken));
  }

  /**
   * The last address: those before it are whatever the client claims. To be asked before the answer
   * is sent: of a connection that has ended nobody knows where it came from.
   */
  static String clientAddress(ServerRequest request) {
    return Exchange.header(request, HeaderNames.X_FORWARDED_FOR)
        .map(addresses -> addresses.substring(addresses.lastIndexOf(',') + 1).strip())
        .filter(address -> !address.isEmpty())
        .orElseGet(() -> host(request.remotePeer().address()));
  }

  private static String host(@Nullable SocketAddress address) {
    return switch (address) {
      case InetSocketAddress internet -> internet.getAddress().getHostAddress();
      case null -> "unknown";
      default -> address.toString();
    };
  }
}
