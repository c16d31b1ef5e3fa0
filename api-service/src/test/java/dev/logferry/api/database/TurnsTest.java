package dev.logferry.api.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TurnsTest {

  private static final Duration LONG = Duration.ofSeconds(50);

  private final Deadlines deadlines = new Deadlines();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    threads.close();
    deadlines.close();
  }

  @Test
  void gives_as_many_as_there_are_and_no_more() {
    Turns turns = new Turns(2, Duration.ofMillis(50), deadlines);

    assertThat(turns.take()).isTrue();
    assertThat(turns.take()).isTrue();
    assertThat(turns.take()).isFalse();

    turns.giveBack();
    assertThat(turns.take()).isTrue();
  }

  @Test
  void waits_no_longer_than_the_limit_and_a_tick() {
    Duration limit = Duration.ofMillis(300);
    Turns turns = new Turns(1, limit, deadlines);
    turns.take();

    long start = System.nanoTime();
    assertThat(turns.take()).isFalse();

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(limit, limit.plus(Deadlines.TICK).plusSeconds(2));
    assertThat(turns.waiting()).isZero();
  }

  @Test
  void those_who_wait_come_in_the_order_in_which_they_came() {
    Turns turns = new Turns(1, LONG, deadlines);
    turns.take();
    List<Integer> order = new ArrayList<>();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int number = i;
      all.add(CompletableFuture.runAsync(() -> noteTurn(turns, order, number), threads));
      awaitWaiting(turns, i + 1);
    }

    turns.giveBack();

    CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0])).join();
    assertThat(order).hasSize(20).isSorted();
  }

  private static void noteTurn(Turns turns, List<Integer> order, int number) {
    turns.take();
    order.add(number);
    turns.giveBack();
  }

  @Test
  void a_turn_passes_over_whoever_gave_up() {
    Turns impatient = new Turns(1, Duration.ofMillis(200), deadlines);
    impatient.take();
    CompletableFuture<Boolean> first = CompletableFuture.supplyAsync(impatient::take, threads);
    assertThat(first.join()).isFalse();

    impatient.giveBack();

    assertThat(impatient.take()).isTrue();
  }

  @Test
  void no_turn_is_lost_or_doubled_while_many_come_go_and_give_up() {
    int count = 3;
    Turns turns = new Turns(count, Duration.ofMillis(100), deadlines);
    AtomicInteger using = new AtomicInteger();
    ConcurrentLinkedQueue<Integer> most = new ConcurrentLinkedQueue<>();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      all.add(
          CompletableFuture.runAsync(
              () -> {
                for (int round = 0; round < 20; round++) {
                  use(turns, using, most);
                }
              },
              threads));
    }
    CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0])).join();

    assertThat(most).allMatch(atOnce -> atOnce <= count);
    assertThat(turns.waiting()).isZero();
    for (int i = 0; i < count; i++) {
      assertThat(turns.take()).isTrue();
    }
    assertThat(turns.take()).as("one more than there are").isFalse();
  }

  /** Now and then as long as the others' patience lasts. */
  private static void use(Turns turns, AtomicInteger using, ConcurrentLinkedQueue<Integer> most) {
    if (!turns.take()) {
      return;
    }
    most.add(using.incrementAndGet());
    if (ThreadLocalRandom.current().nextInt(100) == 0) {
      LockSupport.parkNanos(Duration.ofMillis(60).toNanos());
    }
    using.decrementAndGet();
    turns.giveBack();
  }

  private static void awaitWaiting(Turns turns, int count) {
    while (turns.waiting() < count) {
      Thread.onSpinWait();
    }
  }
}
