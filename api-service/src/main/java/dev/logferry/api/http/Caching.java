package dev.logferry.api.http;

import java.time.Duration;

/**
 * What browsers and proxies may do with an answer.
 *
 * @param control the value of {@code Cache-Control}
 * @param tagged whether it gets an ETag
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9111">RFC 9111</a>
 */
public record Caching(String control, boolean tagged) {

  /** Keep nothing. */
  public static final Caching NO_STORE = new Caching("no-store", false);

  /** Keep it, but ask each time whether it is still right. */
  public static final Caching REVALIDATE = new Caching("no-cache", true);

  /** Keep it for a time, and ten minutes longer while the service fails (RFC 5861). */
  public static Caching shared(Duration maxAge) {
    return new Caching("public, max-age=" + maxAge.toSeconds() + ", stale-if-error=600", true);
  }
}
