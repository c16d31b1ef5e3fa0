package dev.logferry.api.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is sent of an answer.
 *
 * @param status code
 * @param headers without {@code Content-Length}
 * @param body empty for 304
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Representation(int status, List<Header> headers, byte[] body) {

  /** Below it, gzip saves no packet. */
  private static final int SMALLEST_COMPRESSED_BYTES = 1024;

  private static final Header VARY = HeaderValues.createCached(HeaderNames.VARY, "Accept-Encoding");
  private static final Header NO_SNIFFING =
      HeaderValues.createCached(HeaderNames.create("X-Content-Type-Options"), "nosniff");
  private static final Header GZIP =
      HeaderValues.createCached(HeaderNames.CONTENT_ENCODING, "gzip");
  private static final byte[] NOTHING = {};

  /**
   * Applies a request's conditions.
   *
   * @param ifNoneMatch the header; empty if there is none
   * @param acceptEncoding the header; empty if there is none
   */
  static Representation of(Reply reply, Optional<String> ifNoneMatch, String acceptEncoding) {
    List<Header> headers = new ArrayList<>(8);
    headers.add(reply.caching().header());
    headers.add(VARY);
    headers.add(NO_SNIFFING);
    reply.headers().forEach((name, value) -> headers.add(variable(name, value)));
    if (reply.caching().tagged() && reply.status() == 200) {
      String tag = reply.content().tag();
      headers.add(HeaderValues.create(HeaderNames.ETAG, tag));
      if (ifNoneMatch.isPresent() && EntityTags.matches(ifNoneMatch.get(), tag)) {
        return new Representation(304, headers, NOTHING);
      }
    }
    headers.add(reply.contentType());
    if (isWorthCompressing(reply) && EntityTags.acceptsGzip(acceptEncoding)) {
      headers.add(GZIP);
      return new Representation(reply.status(), headers, reply.content().gzip());
    }
    return new Representation(reply.status(), headers, reply.body());
  }

  /** It may hold something of what the client sent, so it must not end its line. */
  private static Header variable(String name, String value) {
    HeaderName headerName = HeaderNames.create(name);
    Header header = HeaderValues.create(headerName, value);
    header.validate();
    return header;
  }

  private static boolean isWorthCompressing(Reply reply) {
    return reply.body().length > SMALLEST_COMPRESSED_BYTES
        && !reply.contentType().get().startsWith("image/");
  }
}
