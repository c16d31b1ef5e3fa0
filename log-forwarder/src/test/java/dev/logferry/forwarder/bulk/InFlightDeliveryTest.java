package dev.logferry.forwarder.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.forwarder.bulk.ItemReply.FailureStore;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.testing.Documents;
import dev.logferry.forwarder.testing.RecordedRejections;
import dev.logferry.forwarder.testing.RecordedTime;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several requests under way at once. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InFlightDeliveryTest {

  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger mostUnderWay = new AtomicInteger();
  private final RecordedRejections rejected = new RecordedRejections();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void as_many_requests_are_under_way_as_allowed_and_never_more(int most) {
    CyclicBarrier allAtOnce = new CyclicBarrier(most);

    Settlement settlement =
        deliver(
            most,
            most * 20,
            (request, _) -> {
              enter();
              await(allAtOnce);
              underWay.decrementAndGet();
              return stored(request);
            });

    assertThat(settlement.indexed()).isEqualTo(most * 20);
    assertThat(mostUnderWay).hasValue(most);
  }

  @Test
  void no_more_documents_are_held_than_batches_under_way_and_the_one_being_gathered()
      throws InterruptedException {
    CountDownLatch open = new CountDownLatch(1);
    AtomicInteger added = new AtomicInteger();
    BulkDelivery delivery =
        delivery(
            2,
            (request, _) -> {
              await(open);
              return stored(request);
            });
    Thread adding =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (LogDocument document : Documents.of(50)) {
                    delivery.add(document);
                    added.incrementAndGet();
                  }
                });
    while (adding.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    // Two batches of one document are under way, one is full; the fourth document has to wait.
    assertThat(added).hasValue(3);
    open.countDown();
    adding.join();
    assertThat(delivery.finish().indexed()).isEqualTo(50);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 9})
  void a_fault_of_our_own_in_any_request_fails_the_invocation(int faulty) {
    assertThatThrownBy(
            () ->
                deliver(
                    3,
                    10,
                    (request, _) -> {
                      if (request.documents().getFirst().id().equals("d" + faulty)) {
                        throw new IllegalArgumentException("a fault");
                      }
                      return stored(request);
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a fault");
  }

  @Test
  void latencies_are_what_the_answers_took_and_no_more_than_a_metric_may_have() {
    Duration each = Duration.ofMillis(1);
    long begun = System.nanoTime();
    Settlement settlement =
        deliver(
            1,
            101,
            (request, _) -> {
              pass(each);
              return stored(request);
            });

    Duration all = Duration.ofNanos(System.nanoTime() - begun);
    assertThat(settlement.traffic().requests()).isEqualTo(101);
    assertThat(settlement.traffic().latencies())
        .hasSize(100)
        .allSatisfy(latency -> assertThat(latency).isBetween(each, all));
  }

  @Test
  void the_parts_of_what_was_returned_are_known_whatever_the_order() {
    Set<Integer> parts = ConcurrentHashMap.newKeySet();
    BulkDelivery delivery =
        delivery(
            3,
            (request, _) -> {
              int part = request.documents().getFirst().part();
              if (part == 7 || part == 4) {
                return new BulkReply.RequestRejected(404, "", Optional.empty());
              }
              parts.add(part);
              return stored(request);
            });
    for (int part = 0; part < 8; part++) {
      delivery.add(Documents.document("d" + part, 0).inPart(part));
    }

    Settlement settlement = delivery.finish();

    assertThat(settlement.indexed()).isEqualTo(parts.size());
    assertThat(settlement.returned()).isEqualTo(8 - parts.size());
    parts.addAll(settlement.returnedParts());
    assertThat(settlement.returnedParts()).contains(4, 7).hasSize(settlement.returned());
    assertThat(parts).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
  }

  private Settlement deliver(int most, int count, BulkClient client) {
    BulkDelivery delivery = delivery(most, client);
    Documents.of(count).forEach(delivery::add);
    return delivery.finish();
  }

  /** One document a batch. */
  private BulkDelivery delivery(int most, BulkClient client) {
    return new BulkDelivery(
        client,
        rejected,
        new BatchLimits(1_000_000, 1),
        most,
        Duration.ofSeconds(5),
        new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1)),
        new SplittableRandom(42),
        new RecordedTime(Duration.ofSeconds(60)));
  }

  private void enter() {
    int now = underWay.incrementAndGet();
    mostUnderWay.accumulateAndGet(now, Math::max);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("fewer requests under way than allowed", e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void pass(Duration duration) {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < duration.toNanos()) {
      Thread.onSpinWait();
    }
  }

  private static BulkReply stored(BulkRequest request) {
    return new BulkReply.Answered(
        request.documents().stream()
            .map(document -> new ItemReply(document.id(), 201, "", "", "", FailureStore.NOT_STATED))
            .toList());
  }
}
