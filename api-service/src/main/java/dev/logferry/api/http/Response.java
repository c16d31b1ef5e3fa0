package dev.logferry.api.http;

import dev.logferry.api.model.Problem;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A response, before the request's conditions, compression and method are applied to it.
 *
 * @param status code
 * @param contentType {@code Content-Type}, with its character set where it has one
 * @param content in full, also for HEAD
 * @param caching what others may do with it
 * @param headers further ones, by their usual names
 */
public record Response(
    int status, Header contentType, Content content, Caching caching, Map<String, String> headers) {

  private static final Header JSON = type("application/json");
  private static final Header PROBLEM = type("application/problem+json");

  /** The path of a URI (RFC 3986). */
  private static final Pattern URI_PATH =
      Pattern.compile("(/([A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*+)++");

  public Response {
    headers = Map.copyOf(headers);
  }

  /** A JSON value with status 200. */
  public static <T> Response json(Class<T> type, T value, Caching caching) {
    return new Response(200, JSON, new Content(JsonText.of(type, value)), caching, Map.of());
  }

  /** Bytes of any type with status 200. */
  public static Response of(String contentType, byte[] body, Caching caching) {
    return new Response(200, type(contentType), new Content(body), caching, Map.of());
  }

  /** A redirect to another path of this service. */
  public static Response redirect(String location) {
    return of("text/plain; charset=utf-8", new byte[0], Caching.NO_STORE)
        .with(308)
        .with("Location", location);
  }

  private static Header type(String contentType) {
    return HeaderValues.createCached(HeaderNames.CONTENT_TYPE, contentType);
  }

  /**
   * Problem details.
   *
   * @param path of the request, whatever was sent
   */
  static Response problem(ProblemException problem, String path, String traceId) {
    ProblemKind kind = problem.kind();
    Problem body =
        new Problem(
            kind.type(),
            kind.title(),
            kind.status(),
            problem.detail(),
            Optional.of(path).filter(text -> URI_PATH.matcher(text).matches()),
            traceId,
            Optional.of(problem.errors()).filter(errors -> !errors.isEmpty()));
    Map<String, String> headers = new LinkedHashMap<>();
    kind.retryAfter().ifPresent(wait -> headers.put("Retry-After", "" + wait.toSeconds()));
    if (kind == ProblemKind.METHOD_NOT_ALLOWED) {
      headers.put("Allow", Routing.ALLOWED);
    }
    Content content = new Content(JsonText.of(Problem.class, body));
    return new Response(kind.status(), PROBLEM, content, Caching.NO_STORE, headers);
  }

  /** The same with another status. */
  public Response with(int otherStatus) {
    return new Response(otherStatus, contentType, content, caching, headers);
  }

  /** The same with other rules for caches. */
  Response with(Caching other) {
    return new Response(status, contentType, content, other, headers);
  }

  /** The same with one header more. */
  public Response with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Response(status, contentType, content, caching, more);
  }
}
