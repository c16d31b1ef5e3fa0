package dev.logferry.forwarder.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.logferry.forwarder.testing.Payloads;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * 128 MiB of heap are enough whatever a payload holds, with the default settings for batches and
 * requests in flight. A larger heap can be tried with {@code -Dlogferry.heap=64m}.
 */
class HeapIT {

  private static final int EVENTS = 10_000;
  private static final String HEAP = System.getProperty("logferry.heap", "128m");
  private static final Pattern ID = Pattern.compile("\"_id\":\"([^\"]+)\"");

  private final Set<String> seen = new HashSet<>();
  private int itemStatus = 201;
  private final HttpServer server = start();

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void a_payload_of_ten_thousand_events_is_forwarded_in_128_mebibytes() throws Exception {
    byte[] event = event(600, 400);

    assertThat(forward(event)).contains("\"indexed\":" + EVENTS);
    assertThat(seen).hasSize(EVENTS);
  }

  @Test
  void six_megabytes_that_inflate_to_two_hundred_are_forwarded_in_128_mebibytes() throws Exception {
    byte[] event = event(20_000, 400);

    assertThat(event.length).isBetween(5_000_000, 6_291_456); // Lambda's limit
    assertThat(forward(event)).contains("\"indexed\":" + EVENTS);
    assertThat(seen).hasSize(EVENTS);
  }

  /** The fallback document holds a document twice: beside itself, as a text. */
  @ParameterizedTest
  @ValueSource(ints = {600, 20_000})
  void a_mapping_that_refuses_everything_needs_no_more(int textCharacters) throws Exception {
    itemStatus = 400;

    assertThat(forward(event(textCharacters, 400)))
        .startsWith("failed: ")
        .contains("RETURNED=" + EVENTS);
  }

  /** Lines of so many characters, of which some cannot be compressed. */
  private static byte[] event(int textCharacters, int randomCharacters) {
    SplittableRandom random = new SplittableRandom(20261122);
    byte[] bytes = new byte[randomCharacters * 3 / 4];
    List<String> lines =
        IntStream.range(0, EVENTS)
            .mapToObj(
                i -> {
                  random.nextBytes(bytes);
                  return "{\"ecs.version\":\"8.11.0\",\"log.level\":\"ERROR\",\"message\":\"%s%s\",\"labels\":{\"n\":\"%d\"}}"
                      .formatted(
                          Base64.getEncoder().encodeToString(bytes),
                          "the same words again; ".repeat(textCharacters / 22),
                          i);
                })
            .toList();
    return Payloads.lambdaEvent(Payloads.envelope("/ecs/shop-api", "stream", lines));
  }

  private String forward(byte[] event) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
            "-Xmx" + HEAP,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ForwardsInSmallHeap.class.getName());
    builder
        .environment()
        .putAll(
            Map.of(
                "LOGFERRY_ELASTICSEARCH_URLS",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "LOGFERRY_MAX_DECOMPRESSED_BYTES",
                "400MiB"));
    Process process = builder.redirectErrorStream(true).start();
    try {
      try (OutputStream in = process.getOutputStream()) {
        in.write(event);
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      return output.strip();
    } finally {
      process.destroyForcibly();
    }
  }

  private HttpServer start() {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      http.createContext("/_bulk", this::answer);
      http.start();
      return http;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads a bulk request line by line and keeps nothing but the ids. */
  private void answer(HttpExchange exchange) throws IOException {
    StringBuilder items = new StringBuilder("{\"items\":[");
    try (exchange;
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(exchange.getRequestBody()), StandardCharsets.UTF_8))) {
      for (String action = lines.readLine(); action != null; action = lines.readLine()) {
        Matcher id = ID.matcher(action);
        if (!id.find() || lines.readLine() == null) {
          throw new IOException("not a bulk request: " + action);
        }
        remember(id.group(1));
        items.append(items.length() > 10 ? "," : "");
        items.append(
            "{\"create\":{\"_id\":\"%s\",\"status\":%d}}".formatted(id.group(1), itemStatus));
      }
      byte[] body = items.append("]}").toString().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private synchronized void remember(String id) {
    seen.add(id);
  }
}
