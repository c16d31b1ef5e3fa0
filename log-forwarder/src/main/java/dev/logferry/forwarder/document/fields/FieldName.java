package dev.logferry.forwarder.document.fields;

import java.nio.charset.StandardCharsets;

/** A field's name that is known beforehand, of ASCII characters that need no escape. */
public final class FieldName {

  private final byte[] bytes;

  /** The hash of the path above it, if that is known, and of its own path there. */
  private final long above;

  private final long path;

  private FieldName(String name, long above) {
    this.bytes = name.getBytes(StandardCharsets.US_ASCII);
    this.above = above;
    this.path = PathHash.below(above, bytes, 0, bytes.length);
  }

  /** A name that mostly stands at the document's top. */
  public static FieldName of(String name) {
    return new FieldName(name, PathHash.EMPTY);
  }

  /** A name that mostly stands below another. */
  static FieldName below(FieldName object, String name) {
    return new FieldName(name, object.path);
  }

  byte[] bytes() {
    return bytes;
  }

  long pathBelow(long object) {
    return object == above ? path : PathHash.below(object, bytes, 0, bytes.length);
  }
}
