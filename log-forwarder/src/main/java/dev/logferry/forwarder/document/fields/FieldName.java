package dev.logferry.forwarder.document.fields;

import dev.logferry.forwarder.json.Hash;
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
    this.path = pathBelow(above, bytes, 0, bytes.length);
  }

  /** A name that mostly stands at the document's top. */
  public static FieldName of(String name) {
    return new FieldName(name, Hash.EMPTY);
  }

  /** A name that mostly stands below another. */
  static FieldName below(FieldName object, String name) {
    return new FieldName(name, object.path);
  }

  byte[] bytes() {
    return bytes;
  }

  /** The hash of this name's dotted path in an object. */
  long pathBelow(long object) {
    return object == above ? path : pathBelow(object, bytes, 0, bytes.length);
  }

  /**
   * The hash of a dotted path that goes on with another name. Equal paths have equal hashes,
   * however they are written (nested, dotted or both).
   */
  static long pathBelow(long path, byte[] name, int start, int end) {
    return Hash.step(path == Hash.EMPTY ? path : Hash.step(path, (byte) '.'), name, start, end);
  }
}
