package dev.logferry.forwarder.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.bulk.BulkRequest;
import dev.logferry.forwarder.testing.Documents;
import dev.logferry.forwarder.tls.Trust;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Servers that never come to an end: the bound holds for connecting, sending and the answer
 * together. Without it, a test would end by its timeout.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SlowServerTest {

  private static final Duration TIMEOUT = Duration.ofMillis(700);

  private final List<AutoCloseable> open = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable closeable : List.copyOf(open)) {
      closeable.close();
    }
  }

  @Test
  void a_server_that_never_answers_is_not_waited_for() throws InterruptedException {
    URI silent = server(_ -> {});

    assertUnreachable(List.of(silent), 10);
  }

  @Test
  void a_server_that_never_answers_the_tls_handshake_is_not_waited_for()
      throws InterruptedException {
    URI silent = server(_ -> {});
    URI https = URI.create("https://127.0.0.1:" + silent.getPort());

    assertUnreachable(List.of(https, https, https), 10);
  }

  @Test
  void a_server_that_never_reads_a_large_body_is_not_waited_for() throws InterruptedException {
    URI unreading = server(_ -> {});

    assertUnreachable(List.of(unreading), 20_000_000);
  }

  @Test
  void headers_that_trickle_are_not_waited_for() throws InterruptedException {
    URI trickling =
        server(
            socket -> {
              OutputStream out = socket.getOutputStream();
              out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
              for (int i = 0; true; i++) {
                out.write(("X-" + i + ": y\r\n").getBytes(StandardCharsets.US_ASCII));
                out.flush();
                Thread.sleep(100);
              }
            });

    assertUnreachable(List.of(trickling), 10);
  }

  @Test
  void an_answer_that_trickles_is_not_waited_for() throws InterruptedException {
    URI trickling =
        server(
            socket -> {
              OutputStream out = socket.getOutputStream();
              out.write(
                  "HTTP/1.1 200 OK\r\nX-Elastic-Product: Elasticsearch\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n"
                      .getBytes(StandardCharsets.US_ASCII));
              while (true) {
                out.write(' ');
                out.flush();
                Thread.sleep(100);
              }
            });

    assertUnreachable(List.of(trickling), 10);
  }

  private static void assertUnreachable(List<URI> nodes, int bodyBytes)
      throws InterruptedException {
    Connection connection = new Connection(nodes, TIMEOUT, TIMEOUT, false, true);
    ElasticsearchBulkClient client =
        new ElasticsearchBulkClient(
            connection, 0, Trust.Platform::new, Documents.credentials(Credentials.None::new));
    BulkRequest request = new BulkRequest(List.of(Documents.document("d0", bodyBytes)));

    BulkReply reply = client.send(request, TIMEOUT);

    assertThat(reply).isInstanceOf(BulkReply.Unreachable.class);
    awaitEndOfExchanges();
  }

  /**
   * A thread that stayed behind would keep its request in memory for as long as the server does.
   */
  private static void awaitEndOfExchanges() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("elasticsearch")) {
        thread.join();
      }
    }
  }

  private interface Conversation {
    void hold(Socket socket) throws IOException, InterruptedException;
  }

  private URI server(Conversation conversation) {
    try {
      ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      open.add(server);
      Thread.ofVirtual().start(() -> accept(server, conversation));
      return URI.create("http://127.0.0.1:" + server.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket server, Conversation conversation) {
    while (true) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        conversation.hold(socket);
      } catch (IOException | InterruptedException _) {
        return; // the test is over
      }
    }
  }
}
