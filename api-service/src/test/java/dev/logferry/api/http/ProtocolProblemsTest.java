package dev.logferry.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What the server library answers before any route is asked. */
class ProtocolProblemsTest {

  private static final Route HELLO =
      new Route(
          "/a",
          _ ->
              Response.of(
                  "text/plain", "hello".getBytes(StandardCharsets.UTF_8), Caching.NO_STORE));

  @Test
  void what_is_no_http_is_a_problem() throws Exception {
    try (RunningServer running = new RunningServer(HELLO)) {
      assertThat(running.raw("NONSENSE\r\n\r\n"))
          .startsWith("HTTP/1.1 400")
          .contains("malformed-request");
      assertThat(running.raw("GET /a HTTP/1.1\r\nHost: a\r\nno header\r\n\r\n"))
          .startsWith("HTTP/1.1 400")
          .contains("application/problem+json", "malformed-request");
      assertThat(running.raw("GET /a?" + "x".repeat(9000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
          .startsWith("HTTP/1.1 414")
          .contains("uri-too-long");
      assertThat(running.raw("GET /a HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"))
          .startsWith("HTTP/1.1 400")
          .contains("malformed-request", "16 KiB");
      assertThat(
              running.raw(
                  "GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 99999\r\n\r\n"))
          .startsWith("HTTP/1.1 413")
          .contains("content-too-large");
    }
  }

  @Test
  void http_1_0_is_not_supported() throws Exception {
    try (RunningServer running = new RunningServer(HELLO)) {
      assertThat(running.raw("GET /a HTTP/1.0\r\n\r\n"))
          .startsWith("HTTP/1.1 505")
          .contains("/problems#http-version-not-supported", "\"instance\":\"/a\"");
    }
  }

  @Test
  void observers_are_told_of_it() throws Exception {
    try (RunningServer running = new RunningServer(HELLO)) {
      String nonsense = running.raw("NONSENSE\r\n\r\n");
      RequestOutcome outcome = running.outcomes.take();
      assertThat(nonsense).contains(outcome.trace().traceId(), outcome.trace().traceparent());
      assertThat(outcome.method()).isEqualTo("UNKNOWN");
      assertThat(outcome.route()).isEmpty();
      assertThat(outcome.path()).isEmpty();
      assertThat(outcome.status()).isEqualTo(400);
      assertThat(outcome.responseBytes()).isPositive();
      assertThat(outcome.clientAddress()).isEqualTo("unknown");
      assertThat(running.outcomes).isEmpty();
    }
  }

  @Test
  void what_could_be_read_of_a_refused_request_is_told() throws Exception {
    String head =
        """
        POST /a?private HTTP/1.1
        Host: a
        traceparent: theirs
        X-Forwarded-For: 6.6.6.6, 10.1.2.3
        User-Agent: test/1
        Content-Length: 20000

        """;
    try (RunningServer running = new RunningServer(HELLO)) {
      assertThat(running.raw(head.replace("\n", "\r\n"))).startsWith("HTTP/1.1 413");
      RequestOutcome outcome = running.outcomes.take();

      assertThat(outcome.method()).isEqualTo("POST");
      assertThat(outcome.path()).isEqualTo("/a");
      assertThat(outcome.clientAddress()).isEqualTo("10.1.2.3");
      assertThat(outcome.userAgent()).contains("test/1");
      assertThat(running.traceparents).containsExactly("theirs");
    }
  }

  @Test
  void a_head_that_breaks_off_is_told_once() throws Exception {
    try (RunningServer running = new RunningServer(HELLO)) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.server.port())) {
        socket.getOutputStream().write("GET /a HTTP/1.1\r\nHo".getBytes(StandardCharsets.US_ASCII));
        socket.shutdownOutput();
        assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
      }
      assertThat(running.outcomes.take().status()).isEqualTo(400);
      assertThat(running.outcomes).isEmpty();
    }
  }

  @Test
  void a_chunked_body_above_the_bound_ends_the_connection_whatever_stands_behind_it()
      throws Exception {
    String chunk = "3000\r\n" + "x".repeat(0x3000) + "\r\n";
    String request =
        "GET /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            + chunk.repeat(2)
            + "0\r\n\r\n";
    try (RunningServer running = new RunningServer(HELLO)) {
      String received = running.raw(request + "GET /a HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThat(received.split("HTTP/1\\.1 ", -1)).as(received).hasSize(2);
      assertThat(running.outcomes).hasSize(1);
    }
  }
}
