package dev.logferry.forwarder.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.forwarder.Outcome;
import dev.logferry.forwarder.OutcomeCounts;
import dev.logferry.forwarder.bulk.ItemReply.FailureStore;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.testing.Delivered;
import dev.logferry.forwarder.testing.DeliveryRun;
import dev.logferry.forwarder.testing.Documents;
import dev.logferry.forwarder.testing.RecordedRejections;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several requests in flight at once. */
class InFlightDeliveryTest {

  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger mostInFlight = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void as_many_requests_are_in_flight_as_allowed_and_never_more(int most) {
    CyclicBarrier allAtOnce = new CyclicBarrier(most);

    Delivered delivered =
        deliver(
            most,
            most * 20,
            (request, _) -> {
              enter();
              await(allAtOnce);
              inFlight.decrementAndGet();
              return stored(request);
            });

    assertThat(delivered.indexed()).isEqualTo(most * 20);
    assertThat(mostInFlight).hasValue(most);
  }

  @Test
  void no_more_documents_are_held_than_batches_in_flight_and_the_one_being_gathered()
      throws InterruptedException {
    CountDownLatch open = new CountDownLatch(1);
    AtomicInteger added = new AtomicInteger();
    OutcomeCounts counts = new OutcomeCounts();
    BulkDelivery delivery =
        run(
                2,
                (request, _) -> {
                  await(open);
                  return stored(request);
                })
            .begin(counts, new RecordedRejections());
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

    // Two batches of one document are in flight, one is full; the fourth document has to wait.
    assertThat(added).hasValue(3);
    open.countDown();
    adding.join();
    delivery.finish();
    assertThat(counts.count(Outcome.INDEXED)).isEqualTo(50);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 9})
  void an_internal_error_in_any_request_fails_the_invocation(int faulty) {
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
    Delivered delivered =
        deliver(
            1,
            101,
            (request, _) -> {
              pass(each);
              return stored(request);
            });

    Duration all = Duration.ofNanos(System.nanoTime() - begun);
    assertThat(delivered.traffic().requests()).isEqualTo(101);
    assertThat(delivered.traffic().latencies())
        .hasSize(100)
        .allSatisfy(latency -> assertThat(latency).isBetween(each, all));
  }

  @Test
  void the_parts_of_what_was_returned_are_known_whatever_the_order() {
    Set<Integer> parts = ConcurrentHashMap.newKeySet();
    DeliveryRun run =
        run(
            3,
            (request, _) -> {
              int part = request.documents().getFirst().part();
              if (part == 7 || part == 4) {
                return new BulkReply.RequestRejected(
                    new Cause(401, "security_exception", "", ""), true, Optional.empty());
              }
              parts.add(part);
              return stored(request);
            });
    List<LogDocument> documents = new ArrayList<>();
    for (int part = 0; part < 8; part++) {
      documents.add(Documents.document("d" + part, 0).inPart(part));
    }

    Delivered delivered = run.deliver(documents);

    assertThat(delivered.indexed()).isEqualTo(parts.size());
    assertThat(delivered.returned()).isEqualTo(8 - parts.size());
    parts.addAll(delivered.counts().returnedParts());
    assertThat(delivered.counts().returnedParts()).contains(4, 7).hasSize(delivered.returned());
    assertThat(parts).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
  }

  private Delivered deliver(int most, int count, BulkClient client) {
    return run(most, client).deliver(Documents.of(count));
  }

  /** One document a batch. */
  private static DeliveryRun run(int most, BulkClient client) {
    return DeliveryRun.to(client)
        .inBatches(new BatchLimits(1_000_000, 1))
        .inFlight(most)
        .waiting(new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1)));
  }

  private void enter() {
    int now = inFlight.incrementAndGet();
    mostInFlight.accumulateAndGet(now, Math::max);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(1, TimeUnit.MINUTES);
    } catch (Exception e) {
      throw new IllegalStateException("fewer requests in flight than allowed", e);
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
            .map(
                document ->
                    new ItemReply(document.id(), 201, Optional.empty(), FailureStore.NOT_STATED))
            .toList());
  }
}
