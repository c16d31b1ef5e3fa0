package dev.logferry.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpConnectionsTest {

  /**
   * A fifth of it before the first request; the server library's clock goes by steps of a second.
   */
  private static final Duration IDLE = Duration.ofSeconds(8);

  private static final String REQUEST = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n";

  private static final List<String> HEADS =
      List.of("", "G", "GET /a HTTP/1.1\r", "GET /a HTTP/1.1\r\nHo");

  private static final List<String> BODIES =
      List.of(
          "GET /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabc",
          "GET /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab");

  private record Ended(String received, Duration after) {}

  @Test
  void what_does_not_become_a_request_in_time_ends() throws Exception {
    try (RunningServer running = server(text("hello"));
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Ended>> heads = HEADS.stream().map(begun -> ended(running, begun)).toList();
      List<Callable<Ended>> bodies = BODIES.stream().map(begun -> ended(running, begun)).toList();
      CompletableFuture<List<Future<Ended>>> all =
          CompletableFuture.supplyAsync(() -> all(clients, bodies), clients);

      assertThat(all(clients, heads))
          .extracting(Future::resultNow)
          .allSatisfy(ended -> assertThat(ended.after()).isBetween(Duration.ofMillis(500), IDLE))
          .allSatisfy(ended -> assertThat(ended.received()).isEmpty());
      assertThat(all.join())
          .extracting(Future::resultNow)
          .allSatisfy(
              ended ->
                  assertThat(ended.after()).isBetween(IDLE.minusSeconds(1), IDLE.plusSeconds(20)))
          .allSatisfy(ended -> assertThat(ended.received()).doesNotStartWith("HTTP/1.1 5"));
    }
  }

  private static <T> List<Future<T>> all(ExecutorService clients, List<Callable<T>> calls) {
    try {
      return clients.invokeAll(calls);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Callable<Ended> ended(RunningServer running, String begun) {
    return () -> {
      long start = System.nanoTime();
      String received = running.raw(begun);
      return new Ended(received, Duration.ofNanos(System.nanoTime() - start));
    };
  }

  @Test
  void a_head_that_only_trickles_ends_too() throws Exception {
    try (RunningServer running = server(text("hello"));
        Socket socket = socket(running)) {
      socket.getOutputStream().write(bytes("GET /a HTTP/1.1\r\n"));
      Thread trickle = Thread.ofVirtual().start(() -> trickle(socket));

      assertThat(hasEnded(socket)).isTrue();
      trickle.interrupt();
    }
  }

  /** Also by a reset: what came last was read by nobody. */
  private static boolean hasEnded(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException _) {
      return true;
    }
  }

  private static void trickle(Socket socket) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        socket.getOutputStream().write(bytes("X: a\r\n"));
        Thread.sleep(20);
      }
    } catch (IOException | InterruptedException _) {
      // It has ended, as it should.
    }
  }

  @Test
  void a_client_that_does_not_take_its_answer_is_left() throws Exception {
    byte[] large = new byte[50_000_000];
    Route route = new Route("/a", _ -> Reply.of("text/plain", large, Caching.NO_STORE));
    try (RunningServer running = server(route);
        Socket socket = socket(running)) {
      long start = System.nanoTime();
      socket.getOutputStream().write(bytes(REQUEST));

      RequestOutcome outcome = running.outcomes.take();
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(IDLE.minusSeconds(1), IDLE.plusSeconds(30));
      assertThat(outcome.responseBytes()).isZero();
      assertThat(outcome.error()).isPresent();
    }
  }

  @Test
  void a_connection_that_is_used_stays() throws Exception {
    try (RunningServer running = server(text("hello"));
        Socket socket = socket(running)) {
      for (int i = 0; i < 4; i++) {
        socket.getOutputStream().write(bytes(REQUEST));
        assertThat(answer(socket.getInputStream())).startsWith("HTTP/1.1 200").endsWith("hello");
        Thread.sleep(IDLE.toMillis() / 3);
      }
      assertThat(socket.getInputStream().read()).as("then it ends").isNegative();
    }
  }

  @Test
  void an_answer_may_take_longer_to_be_found() throws Exception {
    Route slow =
        new Route(
            "/a",
            _ -> {
              sleep(IDLE.plusSeconds(2));
              return Reply.of("text/plain", bytes("hello"), Caching.NO_STORE);
            });
    try (RunningServer running = server(slow)) {
      assertThat(running.get("/a").body()).isEqualTo("hello");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /a HTTP/1.0\r\n\r\n",
        "GET /a HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n",
        "GET /a HTTP/9.9\r\nHost: a\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "NONSENSE\r\n\r\n"
      })
  void another_protocol_is_told_which_one_is_spoken(String request) throws Exception {
    try (RunningServer running = server(text("hello"))) {
      assertThat(running.raw(request))
          .startsWith("HTTP/1.1 400 ")
          .contains("malformed-request", "This is not an HTTP/1.1 request");
    }
  }

  private static RunningServer server(Route route) {
    return RunningServer.withIdleConnection(IDLE, route);
  }

  private static Route text(String text) {
    return new Route("/a", _ -> Reply.of("text/plain", bytes(text), Caching.NO_STORE));
  }

  private static Socket socket(RunningServer running) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.server.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static String answer(InputStream input) throws IOException {
    StringBuilder answer = new StringBuilder();
    while (!answer.toString().endsWith("hello")) {
      int next = input.read();
      assertThat(next).as(answer.toString()).isNotNegative();
      answer.append((char) next);
    }
    return answer.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
