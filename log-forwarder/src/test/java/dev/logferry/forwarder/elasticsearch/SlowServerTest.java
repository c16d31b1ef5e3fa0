package dev.logferry.forwarder.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.bulk.BulkRequest;
import dev.logferry.forwarder.testing.Documents;
import dev.logferry.forwarder.testing.HungNames;
import dev.logferry.forwarder.testing.TestAuthority;
import dev.logferry.forwarder.tls.Trust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Servers that take their time: one bound holds for looking up the name, connecting, the handshake,
 * sending and the answer together, and no thread stays behind.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SlowServerTest {

  private static final Duration TIMEOUT = Duration.ofMillis(700);

  /** Far above the bound and far below what these servers would take. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final TestAuthority AUTHORITY = TestAuthority.validFor(Duration.ofDays(1));
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nX-Elastic-Product: Elasticsearch\r\nContent-Type: application/json\r\n";

  private final List<AutoCloseable> open = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
  }

  @Test
  void a_name_that_is_never_looked_up_is_not_waited_for() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (AutoCloseable _ = HungNames.hang()) {
      assertEndsInTime(List.of(URI.create("http://" + HungNames.NAME + ":9200")), 10, PATIENCE);
    }
    assertNoThreadStays(before);
  }

  @Test
  void a_connection_that_is_never_accepted_is_not_waited_for() throws Exception {
    ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    open.add(full);
    fillQueueOf(full);

    assertUnreachable(URI.create("http://127.0.0.1:" + full.getLocalPort()), 10);
  }

  @Test
  void a_server_that_never_answers_is_not_waited_for() throws Exception {
    assertUnreachable(server(TestServer.plain(SlowServerTest::sleep)), 10);
  }

  @Test
  void a_server_that_never_answers_the_tls_handshake_is_not_waited_for() throws Exception {
    TestServer silent = TestServer.plain(SlowServerTest::sleep);
    open.add(silent);

    assertUnreachable(silent.url("https", "localhost"), 10);
  }

  /** Each wait within the handshake is short, so only the bound on the whole ends it. */
  @Test
  void a_tls_handshake_that_trickles_is_not_waited_for() throws Exception {
    TestServer trickling =
        TestServer.plain(
            exchange -> {
              exchange.say("\u0016\u0003\u0003@\u0000"); // a handshake record of 16 KiB
              trickle(exchange, "\u0002\u0000?\u0000");
            });
    open.add(trickling);

    assertUnreachable(trickling.url("https", "localhost"), 10);
  }

  @Test
  void a_connect_time_out_leaves_time_for_the_next_node() throws Exception {
    TestServer silent = TestServer.plain(SlowServerTest::sleep);
    TestServer good = TestServer.plain(TestServer::storeAll);
    open.add(silent);
    open.add(good);

    try (ElasticsearchBulkClient client =
        client(List.of(silent.url("https", "localhost"), good.url()), Duration.ofSeconds(2))) {
      assertThat(client.send(new BulkRequest(Documents.of(1)), PATIENCE))
          .isInstanceOf(BulkReply.Answered.class);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_server_that_never_reads_a_large_body_is_not_waited_for(boolean tls) throws Exception {
    assertUnreachable(server(start(tls, SlowServerTest::sleep)), 40_000_000);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void headers_that_trickle_are_not_waited_for(boolean tls) throws Exception {
    assertUnreachable(
        server(start(tls, exchange -> trickle(exchange, "HTTP/1.1 200 OK\r\nX-Header: "))), 10);
  }

  @Test
  void interim_answers_without_end_are_not_waited_for() throws Exception {
    assertUnreachable(
        server(start(false, exchange -> repeat(exchange, "HTTP/1.1 102 Processing\r\n\r\n"))), 10);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void an_answer_that_trickles_is_not_waited_for(boolean tls) throws Exception {
    assertUnreachable(
        server(start(tls, exchange -> trickle(exchange, HEAD + "Content-Length: 100000\r\n\r\n"))),
        10);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void chunks_that_trickle_are_not_waited_for(boolean tls) throws Exception {
    assertUnreachable(
        server(
            start(
                tls,
                exchange -> {
                  exchange.say(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
                  repeat(exchange, "1\r\n \r\n");
                })),
        10);
  }

  @Test
  void an_error_that_trickles_is_not_waited_for() throws Exception {
    assertUnreachable(
        server(
            start(
                false,
                exchange ->
                    trickle(
                        exchange,
                        "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 100000\r\n\r\n"))),
        10);
  }

  private static TestServer start(boolean tls, TestServer.Conversation conversation) {
    return tls
        ? TestServer.tls(
            AUTHORITY.server("localhost", Duration.ofDays(1)).context(), _ -> {}, conversation)
        : TestServer.plain(conversation);
  }

  private URI server(TestServer server) {
    open.add(server);
    return server.url();
  }

  private static void sleep(TestServer.Exchange exchange) throws InterruptedException {
    Thread.sleep(Duration.ofMinutes(5));
  }

  private static void trickle(TestServer.Exchange exchange, String begin)
      throws IOException, InterruptedException {
    exchange.say(begin);
    repeat(exchange, " ");
  }

  private static void repeat(TestServer.Exchange exchange, String text)
      throws IOException, InterruptedException {
    while (true) {
      exchange.say(text);
      Thread.sleep(50);
    }
  }

  /** Until the kernel takes no more connections for it. */
  private void fillQueueOf(ServerSocket server) throws IOException {
    while (true) {
      Socket socket = new Socket();
      open.add(socket);
      try {
        socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 500);
      } catch (SocketTimeoutException _) {
        return;
      }
    }
  }

  private static void assertUnreachable(URI node, int bodyBytes) throws InterruptedException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    assertEndsInTime(List.of(node), bodyBytes, PATIENCE);
    assertNoThreadStays(before);
  }

  private static void assertEndsInTime(List<URI> nodes, int bodyBytes, Duration connectTimeout) {
    try (ElasticsearchBulkClient client = client(nodes, connectTimeout)) {
      BulkRequest request = new BulkRequest(List.of(Documents.document("d0", bodyBytes)));
      long before = System.nanoTime();

      BulkReply reply = client.send(request, TIMEOUT);

      assertThat(reply).isEqualTo(new BulkReply.Unreachable("no answer within 700 ms"));
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(TIMEOUT);
    }
  }

  /** Such a thread would keep its request in memory for as long as the server does. */
  private static void assertNoThreadStays(Set<Thread> before) throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread) && thread.getName().equals("elasticsearch")) {
        thread.join(); // a thread that never ends fails the test by its timeout
      }
    }
  }

  private static ElasticsearchBulkClient client(List<URI> nodes, Duration connectTimeout) {
    return new ElasticsearchBulkClient(
        new Cluster(nodes, connectTimeout, TIMEOUT, false, true),
        0,
        Documents.tls(new Trust.CertificateAuthority(AUTHORITY.pem())),
        Documents.credentials(Credentials.None::new));
  }
}
