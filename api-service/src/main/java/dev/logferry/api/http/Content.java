package dev.logferry.api.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The bytes of an answer. What is derived from them is made once, however often they are sent. */
public final class Content {

  private static final int TAG_BYTES = 12;

  private final byte[] bytes;
  // Made twice by two threads they are the same.
  private volatile @Nullable String tag;
  private volatile byte @Nullable [] gzip;

  Content(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  /** A weak ETag, as the same text may be sent compressed or not. */
  String tag() {
    String known = tag;
    if (known == null) {
      known = digest();
      tag = known;
    }
    return known;
  }

  private String digest() {
    byte[] start = Arrays.copyOf(Sha256.start().digest(bytes), TAG_BYTES);
    return "W/\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(start) + "\"";
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
}
