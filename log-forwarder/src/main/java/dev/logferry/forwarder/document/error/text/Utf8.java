package dev.logferry.forwarder.document.error.text;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A part of a byte array that holds plain UTF-8 text: JSON escapes are already undone. The array is
 * shared, not copied, so a slice is valid only as long as its owner leaves those bytes alone.
 */
public final class Utf8 {

  /** What a document does not have. */
  public static final Utf8 EMPTY = new Utf8(new byte[0], 0, 0);

  private final byte[] bytes;
  private final int offset;
  private final int length;

  /**
   * A slice of an array.
   *
   * @throws IndexOutOfBoundsException if the array has no such slice
   */
  public Utf8(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
  }

  /** The slice from one index up to another; empty if that is no slice. */
  public static Utf8 between(byte[] bytes, int start, int end) {
    return end > start ? new Utf8(bytes, start, end - start) : EMPTY;
  }

  /** The UTF-8 form of a string. */
  public static Utf8 of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Utf8(bytes, 0, bytes.length);
  }

  /** The array that the slice is a part of. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where in the array the slice begins. */
  public int offset() {
    return offset;
  }

  /** How many bytes long the slice is. */
  public int length() {
    return length;
  }

  public boolean isEmpty() {
    return length == 0;
  }

  /** Where in the array the slice ends. */
  public int end() {
    return offset + length;
  }

  /** The slice without blanks and line breaks around it. */
  public Utf8 strip() {
    int end = Bytes.trimmedEnd(bytes, offset, end());
    int start = offset;
    while (start < end && Bytes.isSpace(bytes[start])) {
      start++;
    }
    return between(bytes, start, end);
  }

  @Override
  public String toString() {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }
}
