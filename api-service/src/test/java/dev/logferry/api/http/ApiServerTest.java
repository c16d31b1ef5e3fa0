package dev.logferry.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class ApiServerTest {

  private static final Caching MINUTE = Caching.shared(Duration.ofMinutes(1));
  private static final String LONG = "あ".repeat(1000);

  private static Route text(String path, String body) {
    return new Route(
        path, _ -> Response.of("text/plain", body.getBytes(StandardCharsets.UTF_8), MINUTE));
  }

  @Test
  void an_answer_has_its_tag_its_time_to_live_and_its_trace() throws Exception {
    try (RunningServer running = new RunningServer(text("/a", "hello"))) {
      HttpResponse<String> response = running.get("/a");

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("hello");
      assertThat(response.headers().firstValue("ETag").orElseThrow()).matches("W/\"[\\w-]{16}\"");
      assertThat(response.headers().firstValue("Cache-Control"))
          .contains("public, max-age=60, stale-if-error=600");
      assertThat(response.headers().firstValue("traceparent"))
          .contains(RunningServer.TRACE.traceparent());
      assertThat(response.headers().firstValue("Vary")).contains("Accept-Encoding");
    }
  }

  @Test
  void what_the_client_has_already_is_not_sent_again() throws Exception {
    try (RunningServer running = new RunningServer(text("/a", "hello"))) {
      String tag = running.get("/a").headers().firstValue("ETag").orElseThrow();
      HttpResponse<String> again = running.get("/a", "If-None-Match", "\"x\", " + tag);

      assertThat(again.statusCode()).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(again.headers().firstValue("Content-Length")).isEmpty();
      assertThat(again.headers().firstValue("ETag")).contains(tag);
      assertThat(running.get("/a", "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void head_is_get_without_the_body() throws Exception {
    try (RunningServer running = new RunningServer(text("/a", LONG))) {
      HttpResponse<String> get = running.get("/a");
      HttpResponse<String> head = running.send("HEAD", "/a");

      assertThat(head.body()).isEmpty();
      assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(3000);
      for (String name : new String[] {"ETag", "Content-Type", "Cache-Control", "Vary"}) {
        assertThat(head.headers().firstValue(name)).isEqualTo(get.headers().firstValue(name));
      }
    }
  }

  @Test
  void gzip_is_for_those_who_ask_and_for_what_is_long() throws Exception {
    try (RunningServer running = new RunningServer(text("/a", LONG), text("/b", "short"))) {
      HttpResponse<byte[]> gzipped =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("http://127.0.0.1:" + running.server.port() + "/a"))
                      .header("Accept-Encoding", "br, gzip;q=0.5")
                      .build(),
                  BodyHandlers.ofByteArray());

      assertThat(gzipped.headers().firstValue("Content-Encoding")).contains("gzip");
      assertThat(new GZIPInputStream(new ByteArrayInputStream(gzipped.body())).readAllBytes())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo(LONG);
      assertThat(running.get("/b", "Accept-Encoding", "gzip").body()).isEqualTo("short");
      assertThat(running.get("/a", "Accept-Encoding", "gzip;q=0").body()).isEqualTo(LONG);
    }
  }

  @Test
  void an_unknown_path_and_another_method_are_problems() throws Exception {
    try (RunningServer running = new RunningServer(text("/a", "hello"))) {
      HttpResponse<String> unknown = running.get("/nothing/here");
      HttpResponse<String> post = running.send("POST", "/a");

      assertThat(unknown.statusCode()).isEqualTo(404);
      assertThat(unknown.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(unknown.body()).contains("/problems#not-found", "/nothing/here", "a".repeat(32));
      assertThat(post.statusCode()).isEqualTo(405);
      assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
    }
  }

  @Test
  void a_fault_of_ours_is_a_problem_that_tells_nothing_of_it() throws Exception {
    Endpoint broken =
        _ -> {
          throw new IllegalStateException("select secret from table");
        };
    try (RunningServer running = new RunningServer(new Route("/a", broken))) {
      HttpResponse<String> response = running.get("/a");

      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(response.body()).doesNotContain("secret", "IllegalState").contains("internal");
      assertThat(running.outcomes.take().error().orElseThrow())
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void an_error_of_the_jvm_is_told_as_a_fault_too() throws Exception {
    Endpoint broken =
        _ -> {
          throw new NoClassDefFoundError("left out of the image");
        };
    try (RunningServer running = new RunningServer(new Route("/a", broken))) {
      assertThat(running.get("/a").statusCode()).isEqualTo(500);
      assertThat(running.outcomes.take().error().orElseThrow())
          .isInstanceOf(NoClassDefFoundError.class);
    }
  }

  @Test
  void a_header_that_would_end_its_line_is_an_internal_error() throws Exception {
    Route broken =
        new Route(
            "/a",
            _ -> Response.of("text/plain", new byte[1], MINUTE).with("bad", "a\r\nSet-Cookie: b"));
    try (RunningServer running = new RunningServer(broken)) {
      HttpResponse<String> response = running.get("/a");

      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
      assertThat(running.outcomes.take().error()).isPresent();
    }
  }

  @Test
  void the_last_forwarded_address_and_the_first_traceparent_count() throws Exception {
    try (RunningServer running = new RunningServer(text("/a", "hello"))) {
      String head =
          """
          GET /a HTTP/1.1
          Host: a
          Connection: close
          X-Forwarded-For: 6.6.6.6
          X-Forwarded-For: 10.1.2.3
          traceparent: a
          traceparent: b

          """;
      running.raw(head.replace("\n", "\r\n"));

      assertThat(running.outcomes.take().clientAddress()).isEqualTo("10.1.2.3");
      assertThat(running.traceparents).containsExactly("a");
    }
  }

  @Test
  void pages_of_allowed_origins_may_read_responses() throws Exception {
    String shop = "https://shop.example.com";
    try (RunningServer running = new RunningServer(Set.of(shop), text("/a", "hello"))) {
      HttpResponse<String> allowed = running.get("/a", "Origin", shop);
      HttpResponse<String> problem = running.get("/nothing", "Origin", shop);
      HttpResponse<String> other = running.get("/a", "Origin", "https://evil.example.com");
      HttpResponse<String> preflight =
          running.send("OPTIONS", "/a", "Origin", shop, "Access-Control-Request-Method", "GET");

      assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin")).contains(shop);
      assertThat(allowed.headers().allValues("Vary")).contains("Origin", "Accept-Encoding");
      assertThat(problem.headers().firstValue("Access-Control-Allow-Origin")).contains(shop);
      assertThat(other.statusCode()).isEqualTo(200);
      assertThat(other.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
      assertThat(preflight.statusCode()).isEqualTo(204);
      assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods"))
          .contains("GET, HEAD, OPTIONS");
    }
  }

  @Test
  void without_the_setting_no_response_says_anything_of_origins() throws Exception {
    try (RunningServer running = new RunningServer(text("/a", "hello"))) {
      HttpResponse<String> response = running.get("/a", "Origin", "https://shop.example.com");
      HttpResponse<String> options = running.send("OPTIONS", "/a");

      assertThat(response.headers().map().keySet()).noneMatch(name -> name.contains("access"));
      assertThat(options.statusCode()).isEqualTo(204);
      assertThat(options.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
    }
  }

  @Test
  void the_target_of_a_request_may_be_an_absolute_uri() throws Exception {
    try (RunningServer running = new RunningServer(text("/a", "hello"))) {
      assertThat(
              running.raw(
                  "GET http://other/a?b HTTP/1.1\r\nHost: other\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void observers_are_told_what_was_answered() throws Exception {
    try (RunningServer running = new RunningServer(text("/things/{id}", "hello"))) {
      running.get(
          "/things/7?q=private", "User-Agent", "test/1", "X-Forwarded-For", "6.6.6.6, 10.1.2.3");
      RequestOutcome outcome = running.outcomes.take();

      assertThat(outcome.method()).isEqualTo("GET");
      assertThat(outcome.route()).contains("/things/{id}");
      assertThat(outcome.path()).isEqualTo("/things/7");
      assertThat(outcome.status()).isEqualTo(200);
      assertThat(outcome.responseBytes()).isEqualTo(5);
      assertThat(outcome.duration()).isPositive().isLessThan(Duration.ofSeconds(20));
      assertThat(outcome.clientAddress()).isEqualTo("10.1.2.3");
      assertThat(outcome.userAgent()).contains("test/1");
      assertThat(outcome.trace()).isEqualTo(RunningServer.TRACE);
      assertThat(outcome.error()).isEqualTo(Optional.empty());
    }
  }

  @Test
  void one_503_in_eight_ends_its_connection_so_that_waiting_ones_are_accepted() throws Exception {
    Route busy =
        new Route(
            "/busy",
            _ -> {
              throw new ProblemException(ProblemKind.OVERLOADED, "Too many requests wait.");
            });
    try (RunningServer running = new RunningServer(text("/a", "hello"), busy)) {
      int requests = 200;
      int closed = 0;
      for (int i = 0; i < requests; i++) {
        HttpResponse<String> response = running.get("/busy");
        assertThat(response.statusCode()).isEqualTo(503);
        closed += response.headers().firstValue("Connection").equals(Optional.of("close")) ? 1 : 0;
      }

      // 25 are expected; that it is further off than this has a chance of less than 1 in 10^7.
      assertThat(closed).isBetween(4, 75);
      assertThat(running.get("/a").headers().firstValue("Connection")).isEmpty();
    }
  }

  @Test
  void connections_get_a_third_of_the_heap() {
    assertThat(ApiServer.maxConnections(72L << 20)).isEqualTo(1_228);
    assertThat(ApiServer.maxConnections(1L << 30)).isEqualTo(17_476);
    assertThat(ApiServer.maxConnections(64L << 30)).isEqualTo(20_000);
    assertThat(ApiServer.maxConnections(1_000)).isEqualTo(1);
  }

  @Test
  void stopping_lets_a_request_under_way_finish_and_takes_no_more() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch mayFinish = new CountDownLatch(1);
    Route slow =
        new Route(
            "/slow",
            _ -> {
              arrived.countDown();
              awaitLatch(mayFinish);
              return Response.of("text/plain", "done".getBytes(StandardCharsets.UTF_8), MINUTE);
            });
    RunningServer running = new RunningServer(slow);
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + running.server.port() + "/slow");
      CompletableFuture<HttpResponse<String>> answer =
          client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      arrived.await();
      Thread stop = Thread.ofVirtual().start(running.server::stop);
      while (accepts(uri)) {
        Thread.onSpinWait();
      }
      mayFinish.countDown();

      assertThat(answer.get(10, TimeUnit.SECONDS).body()).isEqualTo("done");
      assertThat(answer.get().headers().firstValue("Connection")).contains("close");
      assertThat(stop.join(Duration.ofSeconds(10))).isTrue();
    }
  }

  private static boolean accepts(URI uri) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort())) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
