package dev.logferry.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CachedEndpointTest {

  private static final Request REQUEST = new Request("/a", Map.of(), "limit=1");
  private final ProblemException away =
      new ProblemException(ProblemKind.DATABASE_UNAVAILABLE, "away");

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();

  private CachedEndpoint cached(Endpoint endpoint) {
    return new CachedEndpoint(endpoint, Duration.ofSeconds(10), 100_000, nanos::get);
  }

  private Reply counted(Request request) {
    String body = "answer " + asked.incrementAndGet();
    return Reply.json(body.getBytes(StandardCharsets.UTF_8), Caching.REVALIDATE);
  }

  private static String body(Reply reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }

  private void pass(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }

  @Test
  void an_answer_is_used_again_until_its_time_is_over() {
    CachedEndpoint endpoint = cached(this::counted);

    assertThat(body(endpoint.answer(REQUEST))).isEqualTo("answer 1");
    pass(Duration.ofMillis(9_999));
    assertThat(body(endpoint.answer(REQUEST))).isEqualTo("answer 1");
    pass(Duration.ofMillis(1));
    assertThat(body(endpoint.answer(REQUEST))).isEqualTo("answer 2");
  }

  @Test
  void other_queries_have_other_answers() {
    CachedEndpoint endpoint = cached(this::counted);

    endpoint.answer(REQUEST);
    assertThat(body(endpoint.answer(new Request("/a", Map.of(), "limit=2")))).isEqualTo("answer 2");
    assertThat(body(endpoint.answer(new Request("/b", Map.of(), "limit=1")))).isEqualTo("answer 3");
  }

  @Test
  void an_older_answer_stands_in_while_the_problem_is_temporary() {
    CachedEndpoint endpoint =
        cached(
            request -> {
              if (asked.get() == 1) {
                throw away;
              }
              return counted(request);
            });
    endpoint.answer(REQUEST);
    pass(Duration.ofMinutes(9));

    Reply stale = endpoint.answer(REQUEST);

    assertThat(body(stale)).isEqualTo("answer 1");
    assertThat(stale.headers()).containsEntry("Warning", "110 - \"Response is Stale\"");
    pass(Duration.ofMinutes(2));
    assertThatThrownBy(() -> endpoint.answer(REQUEST)).isSameAs(away);
  }

  @Test
  void a_lasting_problem_is_told_though_there_is_an_older_answer() {
    ProblemException gone = new ProblemException(ProblemKind.NOT_FOUND, "gone");
    CachedEndpoint endpoint =
        cached(
            request -> {
              if (asked.get() == 1) {
                throw gone;
              }
              return counted(request);
            });
    endpoint.answer(REQUEST);
    pass(Duration.ofMinutes(1));

    assertThatThrownBy(() -> endpoint.answer(REQUEST)).isSameAs(gone);
  }

  @Test
  void many_who_ask_for_the_same_ask_once() {
    CountDownLatch mayAnswer = new CountDownLatch(1);
    CachedEndpoint endpoint =
        cached(
            request -> {
              await(mayAnswer);
              return counted(request);
            });
    List<CompletableFuture<String>> answers = new ArrayList<>();
    CountDownLatch begun = new CountDownLatch(20);
    for (int i = 0; i < 20; i++) {
      answers.add(
          CompletableFuture.supplyAsync(
              () -> {
                begun.countDown();
                return body(endpoint.answer(REQUEST));
              },
              Thread::startVirtualThread));
    }
    await(begun);
    mayAnswer.countDown();

    assertThat(answers).extracting(CompletableFuture::join).containsOnly("answer 1");
  }

  @Test
  void while_the_problem_lasts_it_is_asked_for_once_a_second() {
    CachedEndpoint endpoint =
        cached(
            request -> {
              if (asked.getAndIncrement() > 0) {
                throw away;
              }
              return Reply.json(new byte[0], Caching.shared(Duration.ofSeconds(10)));
            });
    endpoint.answer(REQUEST);
    pass(Duration.ofSeconds(10));

    Reply stale = endpoint.answer(REQUEST);
    pass(Duration.ofMillis(999));
    endpoint.answer(REQUEST);
    assertThat(asked).hasValue(2);
    assertThat(stale.caching()).isEqualTo(Caching.shared(Duration.ZERO));
    pass(Duration.ofMillis(1));
    endpoint.answer(REQUEST);
    assertThat(asked).hasValue(3);
  }

  @Test
  void those_who_wait_get_what_the_one_who_asks_gets() throws Exception {
    for (RuntimeException failure : List.of(away, new IllegalStateException("a fault of ours"))) {
      CountDownLatch asking = new CountDownLatch(1);
      CountDownLatch mayFail = new CountDownLatch(1);
      AtomicInteger questions = new AtomicInteger();
      CachedEndpoint endpoint =
          cached(
              _ -> {
                questions.incrementAndGet();
                asking.countDown();
                await(mayFail);
                throw failure;
              });
      Thread leader = Thread.startVirtualThread(() -> failing(endpoint));
      await(asking);
      List<Thread> followers = new ArrayList<>();
      List<Throwable> thrown = new CopyOnWriteArrayList<>();
      for (int i = 0; i < 5; i++) {
        followers.add(Thread.startVirtualThread(() -> thrown.add(failing(endpoint))));
      }
      for (Thread follower : followers) {
        while (follower.getState() != Thread.State.WAITING) {
          Thread.onSpinWait();
        }
      }
      mayFail.countDown();
      leader.join();
      for (Thread follower : followers) {
        follower.join();
      }

      assertThat(questions).hasValue(1);
      assertThat(thrown).hasSize(5).allMatch(failure::equals);
    }
  }

  private static Throwable failing(Endpoint endpoint) {
    try {
      endpoint.answer(REQUEST);
      return new AssertionError("it was answered");
    } catch (RuntimeException e) {
      return e;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
