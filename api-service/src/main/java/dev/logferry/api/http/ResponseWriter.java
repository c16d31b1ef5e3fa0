package dev.logferry.api.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Arrays;
import java.util.Locale;

/** Applies a request's conditions, accepted encodings and method to a response, and sends it. */
final class ResponseWriter {

  /** Below it, gzip saves no packet. */
  private static final int SMALLEST_COMPRESSED_BYTES = 1024;

  private static final Header VARY = HeaderValues.createCached(HeaderNames.VARY, "Accept-Encoding");
  private static final Header NO_SNIFFING =
      HeaderValues.createCached(HeaderNames.create("X-Content-Type-Options"), "nosniff");
  private static final Header GZIP =
      HeaderValues.createCached(HeaderNames.CONTENT_ENCODING, "gzip");
  private static final Header ALLOW = HeaderValues.createCached(HeaderNames.ALLOW, Routing.ALLOWED);
  private static final byte[] NOTHING = {};

  private ResponseWriter() {}

  static void send(ServerRequest request, ServerResponse response, Response content) {
    response.status(Status.create(content.status()));
    response.headers().add(VARY);
    response.header(NO_SNIFFING);
    response.header(content.caching().header());
    content.headers().forEach((name, value) -> response.header(checked(name, value)));
    if (content.caching().tagged() && content.status() == 200) {
      String tag = content.content().tag();
      response.header(HeaderValues.create(HeaderNames.ETAG, tag));
      if (matches(header(request, HeaderNames.IF_NONE_MATCH), tag)) {
        response.status(Status.NOT_MODIFIED_304);
        response.send(NOTHING);
        return;
      }
    }
    response.header(content.contentType());
    sendBody(request, response, body(request, response, content.content().bytes(), content));
  }

  private static byte[] body(
      ServerRequest request, ServerResponse response, byte[] bytes, Response content) {
    if (bytes.length > SMALLEST_COMPRESSED_BYTES
        && acceptsGzip(header(request, HeaderNames.ACCEPT_ENCODING))) {
      response.header(GZIP);
      return content.content().gzip();
    }
    return bytes;
  }

  private static void sendBody(ServerRequest request, ServerResponse response, byte[] body) {
    if (request.prologue().method().equals(Method.HEAD)) {
      response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
      response.send(NOTHING);
    } else {
      response.send(body);
    }
  }

  /** It may contain what the client sent, so it must not end its line. */
  private static Header checked(String name, String value) {
    Header header = HeaderValues.create(HeaderNames.create(name), value);
    header.validate();
    return header;
  }

  static void sendOptions(ServerRequest request, ServerResponse response) {
    response.status(Status.NO_CONTENT_204);
    response.header(ALLOW);
    response.send();
  }

  /** All lines of a header as one (RFC 9110); empty if there is none. */
  static String header(ServerRequest request, HeaderName name) {
    return request.headers().contains(name)
        ? String.join(",", request.headers().get(name).allValues())
        : "";
  }

  /** Whether one of the tags that a client has is the given weak one, compared weakly. */
  private static boolean matches(String ifNoneMatch, String tag) {
    String opaque = tag.substring("W/".length());
    return !ifNoneMatch.isEmpty()
        && Arrays.stream(ifNoneMatch.split(","))
            .map(String::strip)
            .anyMatch(known -> known.equals("*") || known.equals(tag) || known.equals(opaque));
  }

  /** Whether a client accepts gzip: it names it, and not with a quality of zero. */
  private static boolean acceptsGzip(String acceptEncoding) {
    return !acceptEncoding.isEmpty()
        && Arrays.stream(acceptEncoding.toLowerCase(Locale.ROOT).split(","))
            .map(coding -> coding.replaceAll("\\s", ""))
            .filter(coding -> coding.equals("gzip") || coding.startsWith("gzip;"))
            .anyMatch(coding -> !coding.matches("gzip;q=0(\\.0*)?"));
  }
}
