package dev.logferry.api.contract;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request, as it goes over the wire.
 *
 * @param target path and query, encoded
 * @param headers whole lines
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Ask(String method, String target, List<String> headers, byte[] body) {

  Ask {
    headers = List.copyOf(headers);
  }

  static Ask of(String method, String target) {
    return new Ask(method, target, List.of(), new byte[0]);
  }

  static Ask get(String target) {
    return of("GET", target);
  }

  Ask with(String header, String value) {
    List<String> more = new ArrayList<>(headers);
    more.add(header + ": " + value);
    return new Ask(method, target, more, body);
  }

  Ask withBody(byte[] bytes) {
    return new Ask(method, target, headers, bytes).with("Content-Length", "" + bytes.length);
  }

  /** Asks for the connection to be closed, so that its end is the answer's end. */
  byte[] bytes(String host) {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: ").append(host);
    head.append("\r\nConnection: close\r\n");
    headers.forEach(line -> head.append(line).append("\r\n"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  @Override
  public String toString() {
    return "%s %s %s".formatted(method, target, headers);
  }
}
