package dev.logferry.forwarder.s3;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers connections, one after the other, as scripted; the last answer repeats. */
final class FakeS3 implements AutoCloseable {

  /** Never answers. */
  static final String SILENCE = "";

  static final String STORED = answer("200 OK", "");
  static final String BUSY = answer("503 Slow Down", "<Error><Code>SlowDown</Code></Error>");
  static final String DENIED =
      answer("403 Forbidden", "<Error><Code>AccessDenied</Code><Message>no</Message></Error>");

  private final ServerSocket server;
  private final List<String> answers;
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  FakeS3(String... answers) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.answers = new ArrayList<>(List.of(answers));
    Thread.ofVirtual().start(this::serve);
  }

  static String answer(String status, String body) {
    return "HTTP/1.1 %s\r\nContent-Type: application/xml\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
        .formatted(status, body.length(), body);
  }

  Map<String, String> environment() {
    return Map.of(
        "AWS_REGION", "eu-central-1",
        "AWS_ENDPOINT_URL_S3", URI.create("http://127.0.0.1:" + server.getLocalPort()).toString(),
        "AWS_ACCESS_KEY_ID", "id",
        "AWS_SECRET_ACCESS_KEY", "secret-key",
        "AWS_SESSION_TOKEN", "token");
  }

  /** What came, up to where the body begins. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  private void serve() {
    try {
      while (true) {
        Socket connection = server.accept();
        connections.add(connection);
        String answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
        Thread.ofVirtual().start(() -> serve(connection, answer));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void serve(Socket connection, String answer) {
    try {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = connection.getInputStream().read();
        if (next < 0) {
          return;
        }
        head.append((char) next);
      }
      requests.add(head.toString());
      if (answer.equals(SILENCE)) {
        return;
      }
      OutputStream out = connection.getOutputStream();
      out.write(answer.getBytes(StandardCharsets.UTF_8));
      out.flush();
      connection.shutdownOutput();
      connection.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (SocketException _) {
      // The client went away.
    } catch (IOException e) {
      requests.add(e.toString());
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }
}
