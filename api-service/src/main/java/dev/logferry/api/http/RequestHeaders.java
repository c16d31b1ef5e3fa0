package dev.logferry.api.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.Optional;

/** What a request's headers say. */
final class RequestHeaders {

  private RequestHeaders() {}

  /** All lines of a header as one, as RFC 9110 has it. */
  static Optional<String> text(Headers headers, HeaderName name) {
    if (!headers.contains(name)) {
      return Optional.empty();
    }
    Header header = headers.get(name);
    return Optional.of(
        header.valueCount() == 1 ? header.get() : String.join(",", header.allValues()));
  }

  /** The last address: those before it are whatever the client claims. */
  static String clientAddress(Headers headers) {
    return text(headers, HeaderNames.X_FORWARDED_FOR)
        .map(addresses -> addresses.substring(addresses.lastIndexOf(',') + 1).strip())
        .filter(address -> !address.isEmpty())
        .orElseGet(HttpConnections::peerAddress);
  }
}
