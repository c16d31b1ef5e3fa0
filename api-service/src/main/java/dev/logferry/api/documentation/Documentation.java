package dev.logferry.api.documentation;

import dev.logferry.api.http.Caching;
import dev.logferry.api.http.ProblemException;
import dev.logferry.api.http.ProblemKind;
import dev.logferry.api.http.Reply;
import dev.logferry.api.http.Request;
import dev.logferry.api.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The OpenAPI document as it was written, and a page that shows it: Swagger UI, which stands in the
 * service itself, so that nothing is loaded from elsewhere. Its files are read, hashed and
 * compressed once, when somebody first asks for them: done for each request, a few dozen at once
 * would take all memory.
 *
 * @see <a href="https://github.com/swagger-api/swagger-ui">Swagger UI</a>
 */
public final class Documentation {

  /** Images: Swagger UI's styles hold theirs as data. */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
          + "form-action 'none'; frame-ancestors 'none'";

  private static final String SCRIPT = "text/javascript";

  private static final Map<String, String> CONTENT_TYPES =
      Map.of(
          "docs.js", SCRIPT,
          "swagger-ui-bundle.js", SCRIPT,
          "swagger-ui.css", "text/css");

  private final ConcurrentMap<String, Reply> replies = new ConcurrentHashMap<>();

  /** Its routes. */
  public List<Route> routes() {
    return List.of(
        new Route("/openapi.yaml", this::document),
        new Route("/docs", this::page),
        new Route("/docs/{file}", this::file));
  }

  /**
   * Its media type.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9512">RFC 9512</a>
   */
  private Reply document(Request request) {
    request.parameters().check();
    return kept("/openapi/openapi.yaml", "application/yaml");
  }

  private Reply page(Request request) {
    request.parameters().check();
    return kept("docs.html", "text/html; charset=utf-8")
        .with("Content-Security-Policy", CONTENT_SECURITY_POLICY);
  }

  private Reply file(Request request) {
    request.parameters().check();
    String name = request.pathParameters().getOrDefault("file", "");
    String contentType = CONTENT_TYPES.get(name);
    if (contentType == null) {
      throw new ProblemException(
          ProblemKind.NOT_FOUND, "The page has no such file. /docs is the page.");
    }
    return kept(name, contentType + "; charset=utf-8");
  }

  private Reply kept(String resource, String contentType) {
    return replies.computeIfAbsent(
        resource, name -> Reply.of(contentType, bytes(name), Caching.REVALIDATE));
  }

  private static byte[] bytes(String resource) {
    try (InputStream in = Documentation.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the build left out " + resource);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
