package dev.logferry.benchmarks.sink;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Request line and headers of an HTTP/1.1 request.
 *
 * @param path without the query
 * @param headers by their names in lower case
 */
record RequestHead(String path, Map<String, String> headers) {

  /**
   * Reads one.
   *
   * @throws EOFException if the client has closed the connection
   */
  static RequestHead read(InputStream in) throws IOException {
    String target = line(in).split(" ", 3)[1];
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int query = target.indexOf('?');
    return new RequestHead(query < 0 ? target : target.substring(0, query), headers);
  }

  boolean expectsContinue() {
    return headers.containsKey("expect");
  }

  boolean chunked() {
    return headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked");
  }

  boolean gzip() {
    return headers.getOrDefault("content-encoding", "").equalsIgnoreCase("gzip");
  }

  int contentLength() {
    return Integer.parseInt(headers.getOrDefault("content-length", "0"));
  }

  /** A line without its end. */
  static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the client closed the connection");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
