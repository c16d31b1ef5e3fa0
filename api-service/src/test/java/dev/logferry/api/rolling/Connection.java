package dev.logferry.api.rolling;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * One connection by which requests are sent one after the other. Unlike the JDK's clients it never
 * sends a request twice: whatever goes wrong is seen.
 */
final class Connection implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Socket socket = new Socket();
  private final InputStream in;

  /**
   * What came back.
   *
   * @param mayFollow whether another request may be sent
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(int status, byte[] bytes, boolean mayFollow) {}

  Connection(int port) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Asks and waits for the whole answer. */
  Answer get(String target) throws IOException {
    send(target);
    return answer();
  }

  void send(String target) throws IOException {
    String request = "GET " + target + " HTTP/1.1\r\nHost: api\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  Answer answer() throws IOException {
    byte[] head = head(in);
    String text = new String(head, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
    byte[] body = in.readNBytes(Integer.parseInt(value(text, "content-length", "")));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(head.length + body.length);
    bytes.writeBytes(head);
    bytes.writeBytes(body);
    return new Answer(
        Integer.parseInt(text.split(" ", 3)[1]),
        bytes.toByteArray(),
        !value(text, "connection", "keep-alive").equals("close"));
  }

  /** Up to its empty line, that included. */
  static byte[] head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream(512);
    int endBytes = 0;
    while (endBytes < 4) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the connection ended after %d bytes".formatted(head.size()));
      }
      head.write(next);
      endBytes = next == (endBytes % 2 == 0 ? '\r' : '\n') ? endBytes + 1 : 0;
    }
    return head.toByteArray();
  }

  private static String value(String head, String name, String otherwise) {
    return head.lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse(otherwise);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // It is over either way.
    }
  }
}
