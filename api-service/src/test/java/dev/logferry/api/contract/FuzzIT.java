package dev.logferry.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests that nobody should send. {@code -Dlogferry.fuzz.requests} says how many there are,
 * {@code -Dlogferry.fuzz.seed} which; {@code -Dlogferry.api.url} who gets them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FuzzIT {

  private static final int REQUESTS = Integer.getInteger("logferry.fuzz.requests", 3000);
  private static final long SEED = Long.getLong("logferry.fuzz.seed", 20261122);

  private static final String HEAD = "GET /health/live HTTP/1.1\r\n";
  private static final String HOST = "Host: localhost\r\n";

  private final OpenApiDocument document = OpenApiDocument.ofThisBuild();
  private final Conformance conformance = new Conformance(document);
  private final List<Operation> operations = document.operations();
  private final TestedService service = TestedService.open();
  private final Wire wire = new Wire(service.address());

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void whatever_is_asked_the_answer_is_a_documented_one() {
    Samples samples = Samples.of(wire);
    String product = wire.get("/v1/products/" + samples.productId()).text();
    FuzzedRequest.Source source =
        new FuzzedRequest.Source(document, samples, wire.host(), cursors(samples), SEED);
    Map<Integer, Integer> statuses = new TreeMap<>();
    for (int i = 0; i < REQUESTS; i++) {
      FuzzedRequest request = source.next();
      Optional<Answer> answer = Wire.answer(request.method(), wire.raw(request.bytes()));
      answer.ifPresent(given -> check(request, given));
      statuses.merge(answer.map(Answer::status).orElse(0), 1, Integer::sum);
      assertThat(request.strict() && answer.isEmpty()).as("no answer: %s", request).isFalse();
    }

    System.out.println(REQUESTS + " fuzzed requests with seed " + SEED + ": " + statuses);
    assertThat(statuses).containsKeys(200, 304, 400, 404, 405);
    assertThat(wire.get("/v1/products/" + samples.productId()).text()).isEqualTo(product);
    assertThat(wire.get("/health/ready").status()).isEqualTo(200);
  }

  private List<String> cursors(Samples samples) {
    List<String> cursors = new ArrayList<>();
    for (String list :
        List.of("/v1/products", "/v1/products/" + samples.productId() + "/reviews")) {
      cursors.add(wire.get(list + "?limit=1").json().get("nextCursor").asString());
    }
    return cursors;
  }

  private void check(FuzzedRequest request, Answer answer) {
    if (answer.status() == 204) {
      // OPTIONS belongs to HTTP; the document has no operation for it.
      assertThat(answer.header("Allow")).contains("GET, HEAD, OPTIONS");
      return;
    }
    List<String> violations = violations(request.operation(), request.strict(), answer);
    assertThat(violations).as("seed %d, %s%n%s", SEED, request, answer).isEmpty();
    leaksNothing(request.toString(), answer);
  }

  /** By the operation that was asked, or else by that which fits best. */
  private List<String> violations(Operation asked, boolean strict, Answer answer) {
    List<String> violations = conformance.violations(asked, answer);
    if (strict || violations.isEmpty()) {
      return violations;
    }
    boolean fitsAny =
        operations.stream()
            .anyMatch(operation -> conformance.violations(operation, answer).isEmpty());
    return fitsAny && answer.status() < 500 ? List.of() : violations;
  }

  private static void leaksNothing(String request, Answer answer) {
    if (answer.status() >= 400 && !answer.method().equals("HEAD")) {
      assertThat(answer.text())
          .as("%s", request)
          .doesNotContain(
              "org.postgresql", "io.helidon", "java.lang", "\\tat ", "Exception", "PSQL");
    }
  }

  /** What RFC 9112 wants refused, and what was used to smuggle requests past proxies. */
  static List<String> notHttp() {
    String chunked = "Transfer-Encoding: chunked\r\n";
    String smuggled = "GET /metrics HTTP/1.1\r\n" + HOST + "\r\n";
    return List.of(
        HEAD + "\r\n",
        HEAD + HOST + HOST + "\r\n",
        HEAD + HOST + "Content-Length: -1\r\n\r\n",
        HEAD + HOST + "Content-Length: +1\r\n\r\na",
        HEAD + HOST + "Content-Length: abc\r\n\r\n",
        HEAD + HOST + "Content-Length: 99999999999999999999\r\n\r\n",
        HEAD + HOST + "Content-Length: 0\r\nContent-Length: 5\r\n\r\n" + smuggled,
        HEAD + HOST + "Content-Length: 5\r\n" + chunked + "\r\n0\r\n\r\n" + smuggled,
        HEAD + HOST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + smuggled,
        HEAD + HOST + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + smuggled,
        HEAD + HOST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + smuggled,
        HEAD + HOST + "X: a\r\n folded\r\n\r\n",
        HEAD + HOST + "X : a\r\n\r\n",
        HEAD + HOST + "nothing\r\n\r\n",
        HEAD + HOST + "X: a\u0000b\r\n\r\n",
        HEAD + HOST + "X: a\nContent-Length: 5\r\n\r\n",
        HEAD + HOST + "Host: other\r\n\r\n",
        "GET /health/live HTTP/9.9\r\n" + HOST + "\r\n",
        "GET /health/live HTTP/1.0\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET /health/live HTTP/1.1\n" + HOST + "\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n",
        "G{T /health/live HTTP/1.1\r\n" + HOST + "\r\n",
        "GET  HTTP/1.1\r\n" + HOST + "\r\n",
        "GET /health/\u0000live HTTP/1.1\r\n" + HOST + "\r\n",
        "GET /health/live?a b HTTP/1.1\r\n" + HOST + "\r\n",
        "GET /health/live?あ HTTP/1.1\r\n" + HOST + "\r\n",
        HEAD + HOST + "X: " + "a".repeat(1_000_000) + "\r\n\r\n",
        HEAD + HOST + "X: a\r\n".repeat(10_000) + "\r\n",
        "GET /" + "a".repeat(1_000_000) + " HTTP/1.1\r\n" + HOST + "\r\n");
  }

  @ParameterizedTest
  @MethodSource("notHttp")
  void what_is_not_http_is_refused_once_and_the_connection_closed(String request) {
    byte[] received = wire.raw(request.getBytes(StandardCharsets.UTF_8));

    String text = new String(received, StandardCharsets.UTF_8);
    Answer answer = Wire.answer("GET", received).orElseThrow();
    assertThat(answer.status()).isIn(400, 413, 414, 505);
    assertThat(violations(operations.getFirst(), false, answer)).isEmpty();
    assertThat(answer.header("Connection")).contains("close");
    // Nothing that stood behind it was taken for a request.
    assertThat(text.split("HTTP/1\\.1 \\d{3} ", -1)).as(text).hasSize(2);
    leaksNothing(request, answer);
  }

  /** Where the server library answers before it has read it all, or sees no harm. */
  static List<String> odd() {
    return List.of(
        "\r\n" + HEAD + HOST + "\r\n",
        HEAD,
        HEAD + "Host: loc",
        HEAD + HOST + "Content-Length: 100\r\n\r\nshort",
        HEAD + HOST + "Transfer-Encoding: chunked\r\n\r\nzzz\r\n\r\n",
        HEAD + HOST + "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
        HEAD + HOST + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n\r\n",
        HEAD + HOST + "Transfer-Encoding: chunked\r\n\r\n7fffffff\r\nabc",
        HEAD + HOST + "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n",
        HEAD
            + HOST
            + "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AA\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n",
        "CONNECT localhost:80 HTTP/1.1\r\n" + HOST + "\r\n",
        "GET http://other/health/live HTTP/1.1\r\n" + HOST + "\r\n",
        "GET health HTTP/1.1\r\n" + HOST + "\r\n",
        "A".repeat(5000) + " /health/live HTTP/1.1\r\n" + HOST + "\r\n");
  }

  @ParameterizedTest
  @MethodSource("odd")
  void what_is_odd_gets_a_documented_answer_or_none(String request) {
    byte[] received = wire.raw(request.getBytes(StandardCharsets.UTF_8));

    Wire.answer(request.substring(0, request.length() > 3 ? 3 : 0), received)
        .ifPresent(
            answer ->
                assertThat(violations(operations.getFirst(), false, answer))
                    .as("%s", answer)
                    .isEmpty());
    assertThat(wire.get("/health/live").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("disguised")
  void a_path_that_only_looks_like_a_route_is_not_found(String path) {
    assertThat(wire.get(path).status()).isIn(400, 404);
  }

  static List<String> disguised() {
    return List.of(
        "/metrics",
        "/v1/../metrics",
        "/docs/../metrics",
        "/docs/../../image/jvm-options",
        "/docs/%2e%2e%2fdocs.html",
        "/V1/products",
        "/v1/products%00",
        "/v1/products/..",
        "/v1/products/%2e%2e",
        "/v1/products/%FF");
  }
}
