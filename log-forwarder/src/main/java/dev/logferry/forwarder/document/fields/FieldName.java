package dev.logferry.forwarder.document.fields;

import java.nio.charset.StandardCharsets;

/** A field's name that is known beforehand, of ASCII characters that need no escape. */
public final class FieldName {

  private final byte[] bytes;
  private final long pathAtTop;

  private FieldName(byte[] bytes) {
    this.bytes = bytes;
    this.pathAtTop = PathHash.below(PathHash.EMPTY, bytes, 0, bytes.length);
  }

  public static FieldName of(String name) {
    return new FieldName(name.getBytes(StandardCharsets.US_ASCII));
  }

  byte[] bytes() {
    return bytes;
  }

  long pathBelow(long path) {
    return path == PathHash.EMPTY ? pathAtTop : PathHash.below(path, bytes, 0, bytes.length);
  }
}
