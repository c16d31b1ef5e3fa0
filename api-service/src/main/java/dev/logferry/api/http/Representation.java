package dev.logferry.api.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

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

  private static final int TAG_BYTES = 12;

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
      String tag = tag(reply.body());
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
      return new Representation(reply.status(), headers, gzip(reply.body()));
    }
    return new Representation(reply.status(), headers, reply.body());
  }

  /** Weak, as the same text may be sent compressed or not. */
  private static String tag(byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      String text =
          Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, TAG_BYTES));
      return "W/\"" + text + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] gzip(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 2);
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
