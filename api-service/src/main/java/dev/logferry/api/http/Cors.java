package dev.logferry.api.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Set;

/**
 * Lets browsers read responses from pages of other origins.
 *
 * @param allowedOrigins such as {@code https://shop.example.com}; {@code *} for all
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">CORS protocol</a>
 */
record Cors(Set<String> allowedOrigins) {

  private static final HeaderName REQUESTED_METHOD = HeaderNames.ACCESS_CONTROL_REQUEST_METHOD;
  private static final String EXPOSED = "ETag, Link, Retry-After, Cache-Status, traceparent";
  private static final String PREFLIGHT_SECONDS = "86400";

  Cors {
    allowedOrigins = Set.copyOf(allowedOrigins);
  }

  void addHeaders(ServerRequest request, ServerResponse response) {
    if (allowedOrigins.isEmpty()) {
      return;
    }
    boolean all = allowedOrigins.contains("*");
    if (!all) {
      response.headers().add(HeaderNames.VARY, "Origin");
    }
    request
        .headers()
        .first(HeaderNames.ORIGIN)
        .filter(origin -> all || allowedOrigins.contains(origin))
        .ifPresent(origin -> allow(all ? "*" : origin, request, response));
  }

  private static void allow(String origin, ServerRequest request, ServerResponse response) {
    response.header(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    response.header(HeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    if (request.prologue().method().equals(Method.OPTIONS)
        && request.headers().contains(REQUESTED_METHOD)) {
      response.header(HeaderNames.ACCESS_CONTROL_ALLOW_METHODS, Routing.ALLOWED);
      response.header(HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, "If-None-Match, traceparent");
      response.header(HeaderNames.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS);
    }
  }
}
