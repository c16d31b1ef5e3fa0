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

/**
 * The OpenAPI document as it was written, and a page that shows it: Swagger UI, which stands in the
 * service itself, so that nothing is loaded from elsewhere. Its files are read when somebody asks
 * for them; the service needs no memory for a page that few open.
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

  /** Its routes. */
  public List<Route> routes() {
    return List.of(
        new Route("/openapi.yaml", Documentation::document),
        new Route("/docs", Documentation::page),
        new Route("/docs/{file}", Documentation::file));
  }

  /**
   * Its media type.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9512">RFC 9512</a>
   */
  private static Reply document(Request request) {
    request.parameters().check();
    return Reply.of("application/yaml", bytes("/openapi/openapi.yaml"), Caching.REVALIDATE);
  }

  private static Reply page(Request request) {
    request.parameters().check();
    return Reply.of("text/html; charset=utf-8", bytes("docs.html"), Caching.REVALIDATE)
        .with("Content-Security-Policy", CONTENT_SECURITY_POLICY);
  }

  private static Reply file(Request request) {
    request.parameters().check();
    String name = request.pathParameters().getOrDefault("file", "");
    String contentType = CONTENT_TYPES.get(name);
    if (contentType == null) {
      throw new ProblemException(
          ProblemKind.NOT_FOUND, "The page has no such file. /docs is the page.");
    }
    return Reply.of(contentType + "; charset=utf-8", bytes(name), Caching.REVALIDATE);
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
