package dev.logferry.api.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.time.Duration;

/**
 * What browsers and proxies may do with a response.
 *
 * @param header {@code Cache-Control}
 * @param tagged whether the response gets an ETag
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9111">RFC 9111</a>
 */
public record Caching(Header header, boolean tagged) {

  /** Keep nothing. */
  public static final Caching NO_STORE = of("no-store", false);

  /** Keep it, but revalidate it each time. */
  public static final Caching REVALIDATE = of("no-cache", true);

  /** Keep it for a time, and ten minutes longer while the service fails (RFC 5861). */
  public static Caching shared(Duration maxAge) {
    return of("public, max-age=" + maxAge.toSeconds() + ", stale-if-error=600", true);
  }

  private static Caching of(String control, boolean tagged) {
    return new Caching(HeaderValues.createCached(HeaderNames.CACHE_CONTROL, control), tagged);
  }
}
