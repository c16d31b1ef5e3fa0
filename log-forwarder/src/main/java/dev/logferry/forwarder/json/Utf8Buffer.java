package dev.logferry.forwarder.json;

import java.util.Arrays;

/** Bytes that grow at their end and can be cleared and used again. Not thread-safe. */
public final class Utf8Buffer {

  private byte[] bytes;
  private int length;

  public Utf8Buffer(int capacity) {
    this.bytes = new byte[capacity];
  }

  public int length() {
    return length;
  }

  /** The array that holds them now; growing replaces it. */
  public byte[] bytes() {
    return bytes;
  }

  public void clear() {
    length = 0;
  }

  /** Forgets everything, and the memory as well if it is more than that. */
  public void clear(int keptCapacity) {
    length = 0;
    if (bytes.length > keptCapacity) {
      bytes = new byte[keptCapacity];
    }
  }

  /** Drops what lies beyond a length. */
  public void truncate(int newLength) {
    length = newLength;
  }

  /**
   * Makes room, for a caller that writes into the array itself and then calls {@link #advance}.
   *
   * @return the array, with that much room from {@link #length} on
   */
  public byte[] room(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(length + count, bytes.length + (bytes.length >> 1)));
    }
    return bytes;
  }

  /** Takes in what was written into the {@link #room}. */
  public void advance(int newLength) {
    length = newLength;
  }

  public void append(int value) {
    room(1)[length++] = (byte) value;
  }

  public void append(byte[] source, int start, int end) {
    System.arraycopy(source, start, room(end - start), length, end - start);
    length += end - start;
  }

  public void append(byte[] source) {
    append(source, 0, source.length);
  }

  public void append(Utf8 text) {
    append(text.bytes(), text.start(), text.end());
  }

  /** Appends a text of ASCII characters. */
  @SuppressWarnings("deprecation") // it copies the lower halves of characters, as is wanted here
  public void appendAscii(String text) {
    text.getBytes(0, text.length(), room(text.length()), length);
    length += text.length();
  }

  /** What was appended from a position on; valid until the next change. */
  public Utf8 from(int start) {
    return new Utf8(bytes, start, length);
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }
}
