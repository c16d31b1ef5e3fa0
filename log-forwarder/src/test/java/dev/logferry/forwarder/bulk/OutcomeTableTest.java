package dev.logferry.forwarder.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.bulk.ItemReply.FailureStore;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.testing.Documents;
import dev.logferry.forwarder.testing.RecordedRejections;
import dev.logferry.forwarder.testing.RecordedTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The outcome table of the design, row by row: each answer once and always, at every place of a
 * batch and beside every other. What is expected is written down here a second time, by hand.
 */
class OutcomeTableTest {

  enum Outcome {
    INDEXED,
    DUPLICATE,
    DEGRADED,
    FAILURE_STORED,
    REFUSED,
    RETURNED
  }

  /**
   * How a server treats one document.
   *
   * @param always each time it is sent, or the first time only
   */
  private record Mood(int status, FailureStore failureStore, boolean always) {

    Outcome expected() {
      return switch (status) {
        case 200, 201 ->
            failureStore == FailureStore.USED ? Outcome.FAILURE_STORED : Outcome.INDEXED;
        case 409 -> Outcome.DUPLICATE;
        case 429, 500, 502, 503, 504 -> always ? Outcome.RETURNED : Outcome.INDEXED;
        case 400 -> always ? Outcome.REFUSED : Outcome.DEGRADED;
        default -> Outcome.REFUSED;
      };
    }

    /** How often it has to be sent: what was accepted or refused is never sent again. */
    int expectedSends() {
      return switch (status) {
        case 400 -> 2;
        case 429, 500, 502, 503, 504 -> 2;
        default -> 1;
      };
    }

    boolean isEndless() {
      return expected() == Outcome.RETURNED;
    }
  }

  private static final List<Integer> STATUSES =
      List.of(200, 201, 409, 429, 500, 502, 503, 504, 400, 401, 403, 404, 413, 418);

  private static List<Mood> moods() {
    List<Mood> moods = new ArrayList<>();
    for (int status : STATUSES) {
      moods.add(new Mood(status, FailureStore.NOT_STATED, false));
      moods.add(new Mood(status, FailureStore.NOT_STATED, true));
    }
    moods.add(new Mood(201, FailureStore.USED, true));
    moods.add(new Mood(400, FailureStore.FAILED, true));
    moods.add(new Mood(400, FailureStore.NOT_ENABLED, false));
    return moods;
  }

  @Test
  void every_answer_beside_every_two_others_at_every_place_has_its_own_outcome() {
    List<Mood> moods = moods();
    for (Mood first : moods) {
      for (Mood second : moods) {
        moods.forEach(third -> check(List.of(first, second, third)));
      }
    }
  }

  @Test
  void what_the_failure_store_could_not_take_is_counted_once_a_document() {
    Settlement settlement =
        deliver(
            new Server(
                List.of(
                    new Mood(400, FailureStore.FAILED, true),
                    new Mood(400, FailureStore.FAILED, false),
                    new Mood(400, FailureStore.NOT_ENABLED, true),
                    new Mood(201, FailureStore.USED, true))),
            new RecordedRejections(),
            4);

    assertThat(settlement.failureStoreFailed()).isEqualTo(2);
    assertThat(settlement.failureStoreNotEnabled()).isEqualTo(1);
    assertThat(settlement.failureStored()).isEqualTo(1);
  }

  @Test
  void one_odd_document_at_any_place_of_a_larger_batch_costs_only_itself() {
    Mood good = new Mood(201, FailureStore.NOT_STATED, false);
    for (Mood odd : moods()) {
      for (int place = 0; place < 50; place++) {
        List<Mood> batch = new ArrayList<>(Collections.nCopies(50, good));
        batch.set(place, odd);
        check(batch);
      }
    }
  }

  private static void check(List<Mood> moods) {
    Server server = new Server(moods);
    RecordedRejections rejected = new RecordedRejections();

    Settlement settlement = deliver(server, rejected, moods.size());

    assertThat(counts(settlement)).as("%s", moods).isEqualTo(expectedCounts(moods));
    for (int i = 0; i < moods.size(); i++) {
      Mood mood = moods.get(i);
      if (!mood.isEndless()) {
        assertThat(server.sends.get("d" + i))
            .as("%s at %d of %s", mood, i, moods)
            .isEqualTo(mood.expectedSends());
      }
    }
    assertThat(rejected.all()).hasSize(settlement.refused());
    assertThat(settlement.returnedParts().isEmpty()).isEqualTo(settlement.returned() == 0);
  }

  private static Map<Outcome, Integer> expectedCounts(List<Mood> moods) {
    Map<Outcome, Integer> expected = new HashMap<>();
    for (Outcome outcome : Outcome.values()) {
      expected.put(outcome, (int) moods.stream().filter(m -> m.expected() == outcome).count());
    }
    return expected;
  }

  private static Map<Outcome, Integer> counts(Settlement settlement) {
    return Map.of(
        Outcome.INDEXED, settlement.indexed(),
        Outcome.DUPLICATE, settlement.duplicate(),
        Outcome.DEGRADED, settlement.degraded(),
        Outcome.FAILURE_STORED, settlement.failureStored(),
        Outcome.REFUSED, settlement.refused(),
        Outcome.RETURNED, settlement.returned());
  }

  static Stream<Arguments> requestRows() {
    return Stream.of(
        row("429", () -> turnedAway(429), Outcome.INDEXED, Outcome.RETURNED),
        row("408", () -> turnedAway(408), Outcome.INDEXED, Outcome.RETURNED),
        row("500", () -> turnedAway(500), Outcome.INDEXED, Outcome.RETURNED),
        row("502", () -> turnedAway(502), Outcome.INDEXED, Outcome.RETURNED),
        row("503", () -> turnedAway(503), Outcome.INDEXED, Outcome.RETURNED),
        row("504", () -> turnedAway(504), Outcome.INDEXED, Outcome.RETURNED),
        row("401", () -> turnedAway(401), Outcome.RETURNED, Outcome.RETURNED),
        row("403", () -> turnedAway(403), Outcome.RETURNED, Outcome.RETURNED),
        row("404", () -> turnedAway(404), Outcome.RETURNED, Outcome.RETURNED),
        row("untrusted", () -> new BulkReply.Untrusted("x"), Outcome.RETURNED, Outcome.RETURNED),
        row("away", () -> new BulkReply.Unreachable("x"), Outcome.INDEXED, Outcome.RETURNED),
        row("HTML", () -> new BulkReply.MalformedReply("x"), Outcome.INDEXED, Outcome.RETURNED),
        row("empty", () -> new BulkReply.Answered(List.of()), Outcome.INDEXED, Outcome.RETURNED));
  }

  private static Arguments row(
      String name, Supplier<BulkReply> reply, Outcome once, Outcome always) {
    return Arguments.argumentSet(name, reply, once, always);
  }

  @ParameterizedTest
  @MethodSource("requestRows")
  void what_befalls_a_request_befalls_all_its_documents_alike(
      Supplier<BulkReply> reply, Outcome once, Outcome always) {
    assertThat(outcomeWhen(reply, 1)).isEqualTo(once);
    assertThat(outcomeWhen(reply, 3)).isEqualTo(once);
    assertThat(outcomeWhen(reply, Integer.MAX_VALUE)).isEqualTo(always);
  }

  /** What becomes of five documents when the first requests are answered so. */
  private static Outcome outcomeWhen(Supplier<BulkReply> reply, int times) {
    Server truth = new Server(List.of());
    int[] left = {times};
    Settlement settlement =
        deliver(
            (request, timeout) -> left[0]-- > 0 ? reply.get() : truth.send(request, timeout),
            new RecordedRejections(),
            5);
    return counts(settlement).entrySet().stream()
        .filter(count -> count.getValue() == 5)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new AssertionError("not all alike: " + settlement));
  }

  @Test
  void a_document_that_spoils_each_request_is_found_wherever_it_stands() {
    for (int status : List.of(400, 413)) {
      for (int size = 1; size <= 17; size++) {
        for (int place = 0; place < size; place++) {
          checkCulprits(status, size, List.of("d" + place));
        }
      }
      IntStream.range(0, 8).forEach(i -> checkCulprits(status, 8, List.of("d" + i, "d7")));
    }
  }

  private static void checkCulprits(int status, int size, List<String> culprits) {
    Server truth = new Server(List.of());
    RecordedRejections rejected = new RecordedRejections();
    Settlement settlement =
        deliver(
            (request, timeout) ->
                request.documents().stream().map(LogDocument::id).anyMatch(culprits::contains)
                    ? turnedAway(status)
                    : truth.send(request, timeout),
            rejected,
            size);

    long distinct = culprits.stream().distinct().count();
    assertThat(settlement.refused()).isEqualTo((int) distinct);
    assertThat(settlement.indexed()).isEqualTo((int) (size - distinct));
    assertThat(rejected.all())
        .extracting(refused -> refused.document().id())
        .containsExactlyInAnyOrderElementsOf(culprits.stream().distinct().toList());
    assertThat(truth.sends.values()).as("nothing accepted is sent again").allMatch(n -> n == 1);
  }

  private static BulkReply turnedAway(int status) {
    return new BulkReply.RequestRejected(status, "some_exception", Optional.empty());
  }

  private static Settlement deliver(BulkClient client, RecordedRejections rejected, int count) {
    BulkDelivery delivery =
        new BulkDelivery(
            client,
            rejected,
            new BatchLimits(1_000_000, 100),
            1,
            Duration.ofSeconds(5),
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5)),
            new SplittableRandom(42),
            new RecordedTime(Duration.ofSeconds(20)));
    Documents.of(count).forEach(delivery::add);
    return delivery.finish();
  }

  /** Treats the n-th document as the n-th mood says, others truthfully. */
  private static final class Server implements BulkClient {
    private final Map<String, Mood> moods = new HashMap<>();
    private final Map<String, Integer> sends = new HashMap<>();

    Server(List<Mood> moods) {
      for (int i = 0; i < moods.size(); i++) {
        this.moods.put("d" + i, moods.get(i));
      }
    }

    @Override
    public BulkReply send(BulkRequest request, Duration timeout) {
      return new BulkReply.Answered(
          request.documents().stream().map(LogDocument::id).map(this::item).toList());
    }

    private ItemReply item(String id) {
      boolean first = sends.merge(id, 1, Integer::sum) == 1;
      Mood mood = moods.getOrDefault(id, new Mood(201, FailureStore.NOT_STATED, false));
      return first || mood.always()
          ? new ItemReply(id, mood.status(), "some_exception", "f", "why", mood.failureStore())
          : new ItemReply(id, 201, "", "", "", FailureStore.NOT_STATED);
    }
  }
}
