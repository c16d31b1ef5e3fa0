package dev.logferry.api.documentation;

import dev.logferry.api.http.Caching;
import dev.logferry.api.http.ProblemException;
import dev.logferry.api.http.ProblemKind;
import dev.logferry.api.http.Request;
import dev.logferry.api.http.Response;
import dev.logferry.api.http.Route;
import dev.logferry.api.parameters.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The OpenAPI document as it was written, a page that shows it, and a page about problems. Swagger
 * UI is part of the service, so that nothing is loaded from other hosts. Its files are read, hashed
 * and compressed once, at the first request: for each request, a few dozen at once would take all
 * memory.
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

  private final ConcurrentMap<String, Response> responses = new ConcurrentHashMap<>();

  /** All of them. */
  public List<Route> routes() {
    return List.of(
        new Route("/problems", this::problems),
        new Route("/openapi.yaml", this::document),
        new Route("/docs", this::page),
        new Route("/docs/{file}", this::file));
  }

  /**
   * Its media type.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9512">RFC 9512</a>
   */
  private Response document(Request request) {
    Parameters.of(request).check();
    return file("/openapi/openapi.yaml", "application/yaml");
  }

  private Response page(Request request) {
    return page(request, "docs.html");
  }

  private Response problems(Request request) {
    return page(request, "problems.html");
  }

  private Response page(Request request, String resource) {
    Parameters.of(request).check();
    return file(resource, "text/html; charset=utf-8")
        .with("Content-Security-Policy", CONTENT_SECURITY_POLICY);
  }

  private Response file(Request request) {
    Parameters.of(request).check();
    String name = request.pathParameters().getOrDefault("file", "");
    String contentType = CONTENT_TYPES.get(name);
    if (contentType == null) {
      throw new ProblemException(
          ProblemKind.NOT_FOUND, "The page has no such file. /docs is the page.");
    }
    return file(name, contentType + "; charset=utf-8");
  }

  private Response file(String resource, String contentType) {
    return responses.computeIfAbsent(
        resource, name -> Response.of(contentType, bytes(name), Caching.REVALIDATE));
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
