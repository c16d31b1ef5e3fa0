package dev.logferry.benchmarks.sink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An answer that says of every document that it was created. Its items have what a client gets that
 * asks for no more than ids, statuses and errors.
 */
final class BulkAnswer {

  private static final byte[] ID = "\"_id\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BEGIN = "{\"items\":[".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ITEM = "{\"create\":{\"_id\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CREATED = "\",\"status\":201}}".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "]}".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes;
  private int length;
  private int documents;

  private BulkAnswer(int capacity) {
    bytes = new byte[capacity];
  }

  /**
   * The answer to a bulk request.
   *
   * @throws IOException if the body is not pairs of an action, with an id of its own, and a
   *     document
   */
  static BulkAnswer to(BulkBody body) throws IOException {
    BulkAnswer answer = new BulkAnswer(1024 + body.length() / 8);
    answer.put(BEGIN);
    byte[] request = body.bytes();
    int at = 0;
    while (at < body.length()) {
      int action = at;
      int document = lineEnd(request, action, body.length()) + 1;
      at = lineEnd(request, document, body.length()) + 1;
      answer.item(request, action, document);
    }
    answer.put(END);
    return answer;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  int documents() {
    return documents;
  }

  private void item(byte[] request, int from, int to) throws IOException {
    int id = indexOf(ID, request, from, to) + ID.length;
    int end = id;
    while (request[end] != '"') {
      end++;
    }
    if (documents++ > 0) {
      put(new byte[] {','});
    }
    put(ITEM);
    put(request, id, end - id);
    put(CREATED);
  }

  private void put(byte[] more) {
    put(more, 0, more.length);
  }

  private void put(byte[] from, int offset, int count) {
    if (bytes.length < length + count) {
      bytes = Arrays.copyOf(bytes, 2 * (length + count));
    }
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
  }

  private static int lineEnd(byte[] text, int from, int to) throws IOException {
    for (int at = from; at < to; at++) {
      if (text[at] == '\n') {
        return at;
      }
    }
    throw new IOException("a bulk request's last line has no end");
  }

  private static int indexOf(byte[] searched, byte[] text, int from, int to) throws IOException {
    for (int at = from; at <= to - searched.length; at++) {
      if (Arrays.equals(text, at, at + searched.length, searched, 0, searched.length)) {
        return at;
      }
    }
    throw new IOException("an action without an id");
  }
}
