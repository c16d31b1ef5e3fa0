package dev.logferry.api.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer, before the request's conditions, compression and method are applied to it.
 *
 * @param status code
 * @param contentType {@code Content-Type}, with its character set where it has one
 * @param content in full, also for HEAD
 * @param caching what others may do with it
 * @param headers further ones, by their usual names
 */
public record Reply(
    int status, Header contentType, Content content, Caching caching, Map<String, String> headers) {

  private static final Header JSON = type("application/json");
  private static final Header PROBLEM = type("application/problem+json");

  public Reply {
    headers = Map.copyOf(headers);
  }

  /** A JSON text with status 200. */
  public static Reply json(byte[] body, Caching caching) {
    return new Reply(200, JSON, new Content(body), caching, Map.of());
  }

  /** Bytes of any type with status 200. */
  public static Reply of(String contentType, byte[] body, Caching caching) {
    return new Reply(200, type(contentType), new Content(body), caching, Map.of());
  }

  private static Header type(String contentType) {
    return HeaderValues.createCached(HeaderNames.CONTENT_TYPE, contentType);
  }

  static Reply problem(ProblemException problem, String path, String traceId) {
    ProblemKind kind = problem.kind();
    byte[] body = JsonText.of(Problem.class, Problem.of(problem, path, traceId));
    Map<String, String> headers = new LinkedHashMap<>();
    kind.retryAfter().ifPresent(wait -> headers.put("Retry-After", "" + wait.toSeconds()));
    if (kind == ProblemKind.METHOD_NOT_ALLOWED) {
      headers.put("Allow", "GET, HEAD");
    }
    return new Reply(kind.status(), PROBLEM, new Content(body), Caching.NO_STORE, headers);
  }

  /** Its bytes. */
  public byte[] body() {
    return content.bytes();
  }

  /** The same, out of date: nobody may use it again without asking. */
  Reply stale() {
    return new Reply(status, contentType, content, Caching.shared(Duration.ZERO), headers)
        .with("Warning", "110 - \"Response is Stale\"");
  }

  /** The same with another status. */
  public Reply with(int otherStatus) {
    return new Reply(otherStatus, contentType, content, caching, headers);
  }

  /** The same with one header more. */
  public Reply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, contentType, content, caching, more);
  }

  @Override
  public String toString() {
    return "Reply[%d %s %s]"
        .formatted(status, contentType.get(), new String(body(), StandardCharsets.UTF_8));
  }
}
