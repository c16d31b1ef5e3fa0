package dev.logferry.forwarder.document.fields;

import java.nio.charset.StandardCharsets;

/** A field's name that is known beforehand, of ASCII characters that need no escape. */
public final class FieldName {

  private final byte[] bytes;

  private FieldName(byte[] bytes) {
    this.bytes = bytes;
  }

  public static FieldName of(String name) {
    return new FieldName(name.getBytes(StandardCharsets.US_ASCII));
  }

  byte[] bytes() {
    return bytes;
  }

  long pathBelow(long path) {
    return PathHash.below(path, bytes, 0, bytes.length);
  }
}
