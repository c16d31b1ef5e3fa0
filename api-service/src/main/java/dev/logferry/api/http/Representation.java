package dev.logferry.api.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is sent of an answer.
 *
 * @param status code
 * @param headers by their usual names, without {@code Content-Length}
 * @param body empty for 304
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Representation(int status, Map<String, String> headers, byte[] body) {

  /** Below it, gzip saves no packet. */
  private static final int SMALLEST_COMPRESSED_BYTES = 1024;

  /**
   * Applies a request's conditions.
   *
   * @param ifNoneMatch the header; empty if there is none
   * @param acceptEncoding the header; empty if there is none
   */
  static Representation of(Reply reply, Optional<String> ifNoneMatch, String acceptEncoding) {
    Map<String, String> headers = new LinkedHashMap<>(reply.headers());
    headers.put("Content-Type", reply.contentType());
    headers.put("Cache-Control", reply.caching().control());
    headers.put("Vary", "Accept-Encoding");
    headers.put("X-Content-Type-Options", "nosniff");
    if (reply.caching().tagged() && reply.status() == 200) {
      String tag = reply.content().tag();
      headers.put("ETag", tag);
      if (ifNoneMatch.isPresent() && EntityTags.matches(ifNoneMatch.get(), tag)) {
        headers.remove("Content-Type");
        return new Representation(304, headers, new byte[0]);
      }
    }
    if (reply.body().length > SMALLEST_COMPRESSED_BYTES
        && EntityTags.acceptsGzip(acceptEncoding)
        && !reply.contentType().startsWith("image/")) {
      headers.put("Content-Encoding", "gzip");
      return new Representation(reply.status(), headers, reply.content().gzip());
    }
    return new Representation(reply.status(), headers, reply.body());
  }
}
