package dev.logferry.localstack.system;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Requests to the API at a steady rate, as its clients send them, with a trace context. Some are
 * bad: unknown products, wrong parameters. Does not wait for responses; at most a hundred requests
 * are open, beyond that the rate drops.
 */
final class Traffic implements AutoCloseable {

  private static final int MAXIMUM_OPEN = 100;
  private static final int PRODUCTS = 300;
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int INTERVALS_PER_SECOND = 20;

  private static final List<String> TARGETS =
      List.of(
          "/v1/products/%d",
          "/v1/products/%d",
          "/v1/products/%d/reviews?limit=5",
          "/v1/products/%d/reviews",
          "/v1/reviews/%d",
          "/v1/products?limit=10",
          "/v1/categories",
          "/v1/brands");

  private static final List<String> BAD_TARGETS =
      List.of("/v1/products/999999%d", "/v1/products?limit=%d00000", "/v1/nothing/%d");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Random random = new Random();
  private final Semaphore free = new Semaphore(MAXIMUM_OPEN);
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final URI api;
  private final double perInterval;
  private final Repeating sender;
  private double due;

  private Traffic(URI api, int perSecond, SystemLog log) {
    this.api = api;
    this.perInterval = (double) perSecond / INTERVALS_PER_SECOND;
    this.sender =
        Repeating.start(
            "traffic", Duration.ofMillis(1_000 / INTERVALS_PER_SECOND), this::sendDue, log::say);
  }

  /** Starts to send; nothing at a rate of 0. */
  static Traffic start(URI api, int perSecond, SystemLog log) {
    return new Traffic(api, perSecond, log);
  }

  /** Requests so far. */
  long requests() {
    return requests.get();
  }

  /** Those of them that got a 5xx, or no response. */
  long failures() {
    return failures.get();
  }

  private void sendDue() {
    for (due += perInterval; due >= 1; due--) {
      if (free.tryAcquire()) {
        send(random.nextInt(50) == 0 ? BAD_TARGETS : TARGETS);
      }
    }
  }

  private void send(List<String> targets) {
    String target =
        targets.get(random.nextInt(targets.size())).formatted(1 + random.nextInt(PRODUCTS));
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve(target))
            .timeout(LIMIT)
            .header("traceparent", "00-%s-%s-01".formatted(hex(16), hex(8)))
            .build();
    requests.incrementAndGet();
    var _ =
        http.sendAsync(request, BodyHandlers.discarding())
            .whenComplete(
                (response, failure) -> {
                  free.release();
                  if (failure != null || response.statusCode() >= 500) {
                    failures.incrementAndGet();
                  }
                });
  }

  private String hex(int bytes) {
    byte[] id = new byte[bytes];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  @Override
  public void close() {
    sender.close();
    http.shutdownNow();
  }
}
