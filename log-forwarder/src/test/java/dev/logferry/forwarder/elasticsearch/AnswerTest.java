package dev.logferry.forwarder.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.bulk.BulkRequest;
import dev.logferry.forwarder.testing.Documents;
import dev.logferry.forwarder.testing.TestAuthority;
import dev.logferry.forwarder.tls.Trust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers can answer, in and out of the protocol. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AnswerTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nX-Elastic-Product: Elasticsearch\r\nContent-Type: application/json\r\n";
  private static final TestAuthority AUTHORITY = TestAuthority.validFor(Duration.ofDays(1));

  private TestServer server = TestServer.plain(TestServer::storeAll);

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void an_answer_before_the_body_was_read_counts(boolean tls) {
    TestServer.Conversation early =
        exchange -> {
          // Reads less than was sent and hangs up, as proxies do with a body that is too large.
          int _ = exchange.socket().getInputStream().read(new byte[100]);
          exchange.say("HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
          Thread.sleep(300); // until the client's buffers are full
        };
    use(
        tls
            ? TestServer.tls(
                AUTHORITY.server("localhost", Duration.ofDays(1)).context(), _ -> {}, early)
            : TestServer.plain(early));

    assertThat(send(20_000_000))
        .isInstanceOfSatisfying(
            BulkReply.RequestRejected.class,
            rejected -> assertThat(rejected.cause().status()).isEqualTo(413));
  }

  @Test
  void interim_answers_are_skipped() {
    answering(
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
            + HEAD
            + length(TestServer.STORED));

    assertThat(send(10)).isInstanceOf(BulkReply.Answered.class);
  }

  @Test
  void an_answer_in_chunks_is_read() {
    answering(
        HEAD
            + "Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
                .formatted(TestServer.STORED.length(), TestServer.STORED));

    assertThat(send(10)).isInstanceOf(BulkReply.Answered.class);
  }

  @Test
  void more_headers_than_any_server_sends_are_no_answer() {
    answering("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(1000) + "\r\n");

    assertThat(send(10)).isInstanceOf(BulkReply.Unreachable.class);
  }

  @Test
  void an_answer_that_ends_with_the_connection_is_read() {
    answering(HEAD + "\r\n" + TestServer.STORED);

    assertThat(send(10)).isInstanceOf(BulkReply.Answered.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-CANARY\r\n\r\n",
        "HTTP/1.1 CANARY OK\r\n\r\n",
        "HTTP/CANARY 200 OK\r\n\r\n",
        "HTTP/1.1 2000 CANARY\r\n\r\n",
        "HTTP/1.1 099 CANARY\r\n\r\n",
        "HTTP/2.0 200 CANARY\r\n\r\n",
        "HTTP/1.1\u0009200 CANARY\r\n\r\n",
        HEAD + "CANARY\r\n\r\n{}",
        HEAD + "Content-Length: CANARY\r\n\r\n{}",
        HEAD + "Transfer-Encoding: chunked\r\n\r\nCANARY\r\n{}",
        HEAD + "Transfer-Encoding: CANARY\r\n\r\n{}",
        HEAD + "Content-Length: 1000\r\n\r\n{\"CANARY\":1",
        ""
      })
  void what_is_not_http_is_no_answer_and_is_not_quoted(String answer) {
    answering(answer);

    BulkReply reply = send(10);

    assertThat(reply).isInstanceOfAny(BulkReply.Unreachable.class, BulkReply.MalformedReply.class);
    assertThat(reply.why()).doesNotContain("CANARY");
  }

  @Test
  void a_head_without_end_is_no_answer() {
    use(
        TestServer.plain(
            exchange -> {
              boolean _ = exchange.readRequest();
              exchange.say("HTTP/1.1 200 OK\r\nX-Endless: ");
              while (true) {
                exchange.say("x".repeat(1024));
              }
            }));

    assertThat(send(10)).isInstanceOf(BulkReply.Unreachable.class);
  }

  /** Elasticsearch quotes the value of a field that it cannot parse, whole. */
  @Test
  void an_answer_may_be_as_long_as_what_was_sent() {
    String quoting =
        "{\"items\":[{\"create\":{\"_id\":\"d0\",\"status\":400,\"error\":{\"type\":\"t\",\"reason\":\"%s\"}}}]}"
            .formatted("x".repeat(300_000));
    answering(HEAD + length(quoting));

    assertThat(send(300_000)).isInstanceOf(BulkReply.Answered.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"items\":[{\"create\":{\"_id\":\"d0\",\"status\":201,\"x\":\"", // one long value
        "{\"items\":[{\"create\":{\"_id\":\"d0\",\"status\":201}},", // many items
        "{\"items\":[{\"create\":{\"_id\":\"d0\",\"status\":201}}]} " // blanks behind it
      })
  void an_answer_without_end_is_malformed_and_not_held_in_memory(String begin) {
    String next = begin.endsWith(",") ? "{\"create\":{\"_id\":\"d0\",\"status\":201}}," : " ";
    use(
        TestServer.plain(
            exchange -> {
              boolean _ = exchange.readRequest();
              exchange.say(HEAD + "\r\n" + begin);
              while (true) {
                exchange.say(next.repeat(1000));
              }
            }));

    assertThat(send(10)).isInstanceOf(BulkReply.MalformedReply.class);
  }

  @Test
  void an_error_without_end_is_judged_by_its_beginning() {
    use(
        TestServer.plain(
            exchange -> {
              boolean _ = exchange.readRequest();
              exchange.say(
                  "HTTP/1.1 429 Busy\r\n\r\n{\"error\":{\"type\":\"a_type\",\"reason\":\"");
              while (true) {
                exchange.say("x".repeat(1000));
              }
            }));

    assertThat(send(10))
        .isInstanceOfSatisfying(
            BulkReply.RequestRejected.class,
            rejected -> assertThat(rejected.cause().status()).isEqualTo(429));
  }

  @Test
  void a_connection_is_used_again() {
    try (ElasticsearchBulkClient client = client()) {
      for (int i = 0; i < 5; i++) {
        assertThat(send(client)).isInstanceOf(BulkReply.Answered.class);
      }
    }
    assertThat(server.connections).hasValue(1);
    assertThat(server.requests).hasValue(5);
  }

  @Test
  void a_connection_is_used_again_after_an_error() {
    use(
        TestServer.plain(
            exchange -> {
              while (exchange.readRequest()) {
                exchange.say(
                    "HTTP/1.1 429 Busy\r\nContent-Length: 30\r\n\r\n{\"error\":{\"type\":\"a_type\"}}   ");
              }
            }));

    try (ElasticsearchBulkClient client = client()) {
      BulkReply _ = send(client);
      BulkReply _ = send(client);
    }

    assertThat(server.connections).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Connection: close", "Connection: X-Other, Close", "Keep-Alive: timeout=0"})
  void a_connection_that_the_server_ends_is_not_used_again(String header) {
    use(
        TestServer.plain(
            exchange -> {
              while (exchange.readRequest()) {
                exchange.say(HEAD + header + "\r\n" + length(TestServer.STORED));
              }
            }));

    try (ElasticsearchBulkClient client = client()) {
      assertThat(send(client)).isInstanceOf(BulkReply.Answered.class);
      assertThat(send(client)).isInstanceOf(BulkReply.Answered.class);
    }
    assertThat(server.connections).hasValue(2);
  }

  @Test
  void an_idle_connection_that_the_server_has_closed_is_not_used_again() throws Exception {
    answering(HEAD + length(TestServer.STORED)); // and closes

    try (ElasticsearchBulkClient client = client()) {
      assertThat(send(client)).isInstanceOf(BulkReply.Answered.class);
      Thread.sleep(1_500); // longer than a connection counts as just used
      assertThat(send(client)).isInstanceOf(BulkReply.Answered.class);
    }
    assertThat(server.connections).hasValue(2);
  }

  /** HAProxy says 408 on an idle connection before it closes it: nobody has asked for that. */
  @Test
  void what_a_server_says_unasked_is_no_answer_to_the_next_request() throws Exception {
    use(
        TestServer.plain(
            exchange -> {
              if (exchange.readRequest()) {
                exchange.answer(TestServer.STORED);
                exchange.say("HTTP/1.1 408 Request Time-out\r\nContent-Length: 0\r\n\r\n");
                Thread.sleep(Duration.ofMinutes(1));
              }
            }));

    try (ElasticsearchBulkClient client = client()) {
      assertThat(send(client)).isInstanceOf(BulkReply.Answered.class);
      Thread.sleep(300);
      assertThat(send(client)).isInstanceOf(BulkReply.Answered.class);
    }
    assertThat(server.connections).hasValue(2);
  }

  @Test
  void a_request_that_is_cut_off_is_not_sent_again() {
    use(
        TestServer.plain(
            exchange -> {
              if (exchange.readRequest() && exchange.server().requests.get() == 1) {
                exchange.answer(TestServer.STORED);
                boolean _ = exchange.readRequest(); // on the same connection, and hangs up
              }
            }));

    try (ElasticsearchBulkClient client = client()) {
      assertThat(send(client)).isInstanceOf(BulkReply.Answered.class);
      assertThat(send(client)).isInstanceOf(BulkReply.Unreachable.class);
    }
    assertThat(server.requests).hasValue(2);
  }

  @Test
  void an_ipv6_address_is_reached_and_named_in_the_host_header() throws IOException {
    assumeTrue(
        NetworkInterface.getByInetAddress(InetAddress.ofLiteral("::1")) != null,
        "this machine has no IPv6");
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (Socket socket = listener.accept()) {
                  TestServer.storeAll(new TestServer.Exchange(socket, server));
                } catch (IOException _) {
                  // The test fails by itself.
                }
              });
      URI node = URI.create("http://[::1]:" + listener.getLocalPort());
      try (ElasticsearchBulkClient client = client(node)) {
        assertThat(send(client)).isInstanceOf(BulkReply.Answered.class);
      }
    }
  }

  private void answering(String answer) {
    use(
        TestServer.plain(
            exchange -> {
              if (exchange.readRequest()) {
                exchange.say(answer);
              }
            }));
  }

  private void use(TestServer other) {
    server.close();
    server = other;
  }

  private static String length(String body) {
    return "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private BulkReply send(int bodyBytes) {
    try (ElasticsearchBulkClient client = client()) {
      return client.send(new BulkRequest(List.of(Documents.document("d0", bodyBytes))), TIMEOUT);
    }
  }

  private static BulkReply send(ElasticsearchBulkClient client) {
    return client.send(new BulkRequest(Documents.of(1)), TIMEOUT);
  }

  private ElasticsearchBulkClient client() {
    return client(server.url());
  }

  private static ElasticsearchBulkClient client(URI node) {
    return new ElasticsearchBulkClient(
        new Cluster(List.of(node), TIMEOUT, TIMEOUT, false, true),
        0,
        Documents.tls(new Trust.CertificateAuthority(AUTHORITY.pem())),
        Documents.credentials(Credentials.None::new));
  }
}
