package dev.logferry.forwarder.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text as valid UTF-8: part of an array. The array may be a buffer that its owner uses again, so
 * a caller that needs the text for longer keeps a {@link #copy}.
 */
public final class Utf8 {

  public static final Utf8 EMPTY = new Utf8(new byte[0], 0, 0);

  private final byte[] bytes;
  private final int start;
  private final int end;

  /**
   * @param bytes not copied
   * @param start of the text's first byte
   * @param end after its last byte
   */
  public Utf8(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }

  /** The bytes of a text that has no half of a surrogate pair; a half becomes a question mark. */
  public static Utf8 of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Utf8(bytes, 0, bytes.length);
  }

  /** The array that holds the text, and perhaps more. */
  public byte[] bytes() {
    return bytes;
  }

  public int start() {
    return start;
  }

  public int end() {
    return end;
  }

  /** In bytes. */
  public int length() {
    return end - start;
  }

  public boolean isEmpty() {
    return start == end;
  }

  /** The text without the blanks, line ends and other control characters around it. */
  public Utf8 strip() {
    int from = start;
    int to = end;
    while (from < to && isControl(bytes[from])) {
      from++;
    }
    while (to > from && isControl(bytes[to - 1])) {
      to--;
    }
    return new Utf8(bytes, from, to);
  }

  private static boolean isControl(byte b) {
    return b >= 0 && b <= ' ';
  }

  /** The same text in an array of its own. */
  public Utf8 copy() {
    return new Utf8(Arrays.copyOfRange(bytes, start, end), 0, end - start);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Utf8 that
        && Arrays.equals(bytes, start, end, that.bytes, that.start, that.end);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int at = start; at < end; at++) {
      hash = 31 * hash + bytes[at];
    }
    return hash;
  }

  @Override
  public String toString() {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }
}
