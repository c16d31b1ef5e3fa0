package dev.logferry.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

class ResponseCacheTest {

  private static final Request REQUEST = new Request("/a", Map.of(), "limit=1");
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger loads = new AtomicInteger();
  private final AtomicReference<ProblemException> problem = new AtomicReference<>();
  private final ResponseCache cache = new ResponseCache(FRESH, 100_000, nanos::get);

  private Response load(Request request) {
    if (problem.get() != null) {
      throw problem.get();
    }
    return text("response " + loads.incrementAndGet());
  }

  private static Response text(String text) {
    return Response.of("text/plain", text.getBytes(StandardCharsets.UTF_8), Caching.shared(FRESH));
  }

  private static String body(Response response) {
    return new String(response.content().bytes(), StandardCharsets.UTF_8);
  }

  private void pass(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }

  @Test
  void a_response_is_reused_while_it_is_fresh() {
    Endpoint endpoint = cache.around(this::load);

    assertThat(body(endpoint.respond(REQUEST))).isEqualTo("response 1");
    pass(Duration.ofMillis(9_999));
    assertThat(body(endpoint.respond(REQUEST))).isEqualTo("response 1");
    assertThat(loads).hasValue(1);
  }

  @Test
  void a_response_that_is_asked_for_often_is_reloaded_in_the_background() {
    Endpoint endpoint = cache.around(this::load);
    endpoint.respond(REQUEST);
    pass(Duration.ofSeconds(11));

    endpoint.respond(REQUEST);

    while (!body(endpoint.respond(REQUEST)).equals("response 2")) {
      Thread.onSpinWait();
    }
    assertThat(loads).hasValue(2);
  }

  @Test
  void a_response_that_nobody_asked_for_meanwhile_is_loaded_before_it_is_sent() {
    Endpoint endpoint = cache.around(this::load);
    endpoint.respond(REQUEST);
    pass(Duration.ofSeconds(21));

    assertThat(body(endpoint.respond(REQUEST))).isEqualTo("response 2");
    assertThat(loads).as("none in the background as well").hasValue(2);
  }

  @Test
  void without_a_time_to_live_each_request_loads_and_nothing_is_kept() {
    Endpoint endpoint = new ResponseCache(Duration.ZERO, 100_000, nanos::get).around(this::load);

    assertThat(body(endpoint.respond(REQUEST))).isEqualTo("response 1");
    pass(Duration.ofMillis(1));
    assertThat(body(endpoint.respond(REQUEST))).isEqualTo("response 2");
    problem.set(new ProblemException(ProblemKind.DATABASE_UNAVAILABLE, "unavailable"));
    assertThatThrownBy(() -> endpoint.respond(REQUEST)).isSameAs(problem.get());
  }

  @Test
  void other_queries_and_other_endpoints_have_other_responses() {
    Endpoint endpoint = cache.around(this::load);

    endpoint.respond(REQUEST);
    assertThat(body(endpoint.respond(new Request("/a", Map.of(), "limit=2")))).contains("2");
    assertThat(body(endpoint.respond(new Request("/b", Map.of(), "limit=1")))).contains("3");
    assertThat(body(cache.around(this::load).respond(REQUEST))).contains("4");
  }

  @Test
  void an_older_response_is_served_while_the_problem_is_temporary() {
    Endpoint endpoint = cache.around(this::load);
    endpoint.respond(REQUEST);
    pass(Duration.ofMinutes(9));
    problem.set(new ProblemException(ProblemKind.DATABASE_UNAVAILABLE, "unavailable"));

    Response stale = endpoint.respond(REQUEST);

    assertThat(body(stale)).isEqualTo("response 1");
    assertThat(stale.headers()).containsEntry("Cache-Status", "logferry-api; hit; ttl=-530");
    assertThat(stale.caching()).isEqualTo(Caching.shared(Duration.ZERO));
    pass(Duration.ofMinutes(2));
    assertThatThrownBy(() -> endpoint.respond(REQUEST)).isSameAs(problem.get());
  }

  @Test
  void a_lasting_problem_is_reported_although_there_is_an_older_response() {
    Endpoint endpoint = cache.around(this::load);
    endpoint.respond(REQUEST);
    pass(Duration.ofMinutes(1));
    problem.set(new ProblemException(ProblemKind.NOT_FOUND, "gone"));

    assertThatThrownBy(() -> endpoint.respond(REQUEST)).isSameAs(problem.get());
  }

  @Test
  void many_who_ask_for_the_same_load_it_once() throws InterruptedException {
    assertThat(askedByMany(Optional.empty())).containsOnly("response 1");
  }

  @Test
  void many_who_need_a_newer_response_load_it_once() throws InterruptedException {
    assertThat(askedByMany(Optional.of(() -> pass(Duration.ofMinutes(1)))))
        .containsOnly("response 2");
  }

  @Test
  void a_reload_in_the_background_that_takes_long_is_joined() throws InterruptedException {
    CountDownLatch reloading = new CountDownLatch(1);
    CountDownLatch mayLoad = new CountDownLatch(1);
    Endpoint endpoint =
        cache.around(
            request -> {
              if (loads.get() == 1) {
                reloading.countDown();
                await(mayLoad);
              }
              return load(request);
            });
    endpoint.respond(REQUEST);
    pass(Duration.ofSeconds(11));
    assertThat(body(endpoint.respond(REQUEST))).isEqualTo("response 1");
    reloading.await();
    pass(Duration.ofMinutes(1));
    AtomicReference<String> body = new AtomicReference<>();
    Thread waiting = Thread.ofPlatform().start(() -> body.set(body(endpoint.respond(REQUEST))));
    while (waiting.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    mayLoad.countDown();
    waiting.join();

    assertThat(body).hasValue("response 2");
    assertThat(loads).hasValue(2);
  }

  @Test
  void many_who_need_a_newer_response_get_the_older_one_while_the_problem_is_temporary()
      throws InterruptedException {
    Runnable breaks =
        () -> {
          pass(Duration.ofMinutes(1));
          problem.set(new ProblemException(ProblemKind.DATABASE_UNAVAILABLE, "unavailable"));
        };

    assertThat(askedByMany(Optional.of(breaks))).containsOnly("response 1");
  }

  /**
   * What twenty get who ask at once.
   *
   * @param since what has happened since somebody asked before; empty if nobody has
   */
  private List<String> askedByMany(Optional<Runnable> since) throws InterruptedException {
    CountDownLatch mayLoad = new CountDownLatch(1);
    AtomicBoolean waits = new AtomicBoolean();
    Endpoint endpoint =
        cache.around(
            request -> {
              if (waits.get()) {
                await(mayLoad);
              }
              return load(request);
            });
    since.ifPresent(
        happens -> {
          endpoint.respond(REQUEST);
          happens.run();
        });
    waits.set(true);
    List<CompletableFuture<String>> bodies = new ArrayList<>();
    CountDownLatch begun = new CountDownLatch(20);
    for (int i = 0; i < 20; i++) {
      bodies.add(
          CompletableFuture.supplyAsync(
              () -> {
                begun.countDown();
                return body(endpoint.respond(REQUEST));
              },
              Thread::startVirtualThread));
    }
    begun.await();
    mayLoad.countDown();
    return bodies.stream().map(CompletableFuture::join).toList();
  }

  /** With a lock for several keys, one of so many would wait for ever. */
  @Test
  @Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
  void a_slow_load_holds_up_no_other_request() throws Exception {
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch mayLoad = new CountDownLatch(1);
    Endpoint endpoint =
        cache.around(
            request -> {
              if (request.equals(REQUEST)) {
                loading.countDown();
                await(mayLoad);
              }
              return load(request);
            });
    CompletableFuture<Response> slow =
        CompletableFuture.supplyAsync(() -> endpoint.respond(REQUEST), Thread::startVirtualThread);
    loading.await();

    for (int i = 0; i < 1_000; i++) {
      endpoint.respond(new Request("/b", Map.of(), "limit=" + i));
    }

    assertThat(slow).isNotDone();
    mayLoad.countDown();
    assertThat(body(slow.get())).isEqualTo("response 1001");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
