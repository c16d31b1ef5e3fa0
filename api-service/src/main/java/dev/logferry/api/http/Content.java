package dev.logferry.api.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The body of a response. Its ETag and its compressed form are computed once, when needed. */
public final class Content {

  private static final int TAG_BYTES = 12;

  private final byte[] bytes;
  // Computed twice by two threads, they are the same.
  private volatile @Nullable String tag;
  private volatile byte @Nullable [] gzip;

  Content(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  /** A weak ETag, since the same content may be sent compressed or not. */
  String tag() {
    String known = tag;
    if (known == null) {
      byte[] start = Arrays.copyOf(sha256(bytes), TAG_BYTES);
      known = "W/\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(start) + "\"";
      tag = known;
    }
    return known;
  }

  byte[] gzip() {
    byte[] known = gzip;
    if (known == null) {
      known = compressed();
      gzip = known;
    }
    return known;
  }

  private byte[] compressed() {
    ByteArrayOutputStream target = new ByteArrayOutputStream(bytes.length / 2);
    try (GZIPOutputStream stream = new GZIPOutputStream(target)) {
      stream.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return target.toByteArray();
  }

  /** The checksum of all parts together. */
  public static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
