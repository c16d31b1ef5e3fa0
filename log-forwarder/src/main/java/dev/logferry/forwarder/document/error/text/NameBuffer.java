package dev.logferry.forwarder.document.error.text;

import dev.logferry.forwarder.json.Hash;
import java.nio.charset.StandardCharsets;

/** A text being put together, as UTF-8. What does not fit is left out. Reused; not thread-safe. */
public final class NameBuffer {

  private static final int CAPACITY = 1_024;

  private final byte[] bytes = new byte[CAPACITY];
  private int length;

  public void clear() {
    length = 0;
  }

  public int length() {
    return length;
  }

  public byte at(int index) {
    return bytes[index];
  }

  public void append(char ascii) {
    if (length < CAPACITY) {
      bytes[length] = (byte) ascii;
      length++;
    }
  }

  public void append(byte[] source, int start, int end) {
    int count = Math.min(end - start, CAPACITY - length);
    if (count > 0) {
      System.arraycopy(source, start, bytes, length, count);
      length += count;
    }
  }

  public void append(byte[] source) {
    append(source, 0, source.length);
  }

  /** Drops what is beyond {@code newLength}, and a character that would be left incomplete. */
  public void cut(int newLength) {
    if (newLength < length) {
      length = newLength;
      while (length > 0 && (bytes[length] & 0xc0) == 0x80) {
        length--;
      }
    }
  }

  public int lastIndexOf(char wanted, int end) {
    return Bytes.lastIndexOf(bytes, wanted, 0, end);
  }

  public long hash() {
    return Hash.of(bytes, 0, length);
  }

  public String substring(int start) {
    return new String(bytes, start, length - start, StandardCharsets.UTF_8);
  }
}
