package dev.logferry.forwarder.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.Outcome;
import dev.logferry.forwarder.bulk.ItemReply.FailureStore;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.testing.Delivered;
import dev.logferry.forwarder.testing.DeliveryRun;
import dev.logferry.forwarder.testing.Documents;
import dev.logferry.forwarder.testing.RecordedTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The item rows of the outcome table: each answer once and always, at every place of a batch and
 * beside every other. {@link OutcomeRowsTest} has the rows of whole requests, and compares both
 * with docs/ARCHITECTURE.md.
 */
class OutcomeTableTest {

  /** How many times a document is sent in all its forms when no field can be displaced. */
  private static final int ALL_FORMS = 3;

  /** Where a document can end, as this test counts it. */
  enum End {
    INDEXED,
    DUPLICATE,
    DEGRADED,
    FAILURE_STORED,
    REJECTED,
    RETRYABLE,
    RETURNED
  }

  /**
   * How a server answers about one document: where it ends if the server answers so the first time
   * only and then accepts it, where it ends if it answers so each time, and how often the document
   * is sent in the first case.
   */
  enum Answer {
    STORED_200(200, "", "", "", End.INDEXED, End.INDEXED, 1),
    STORED_201(201, "", "", "", End.INDEXED, End.INDEXED, 1),
    STORED_IN_FAILURE_STORE(201, "", "", "", End.FAILURE_STORED, End.FAILURE_STORED, 1),
    CONFLICT(409, "version_conflict_engine_exception", "", "", End.DUPLICATE, End.DUPLICATE, 1),
    OTHER_CONFLICT(409, "some_exception", "", "", End.REJECTED, End.REJECTED, 1),
    NAMELESS_CONFLICT(409, "", "", "", End.REJECTED, End.REJECTED, 1),
    TOO_MANY(429, "es_rejected_execution_exception", "", "", End.INDEXED, End.RETURNED, 2),
    INTERNAL(500, "some_exception", "", "", End.INDEXED, End.RETURNED, 2),
    BAD_GATEWAY(502, "", "", "", End.INDEXED, End.RETURNED, 2),
    UNAVAILABLE(503, "some_exception", "", "", End.INDEXED, End.RETURNED, 2),
    GATEWAY_TIMEOUT(504, "", "", "", End.INDEXED, End.RETURNED, 2),
    FIELD(400, "document_parsing_exception", "message", "r", End.DEGRADED, End.REJECTED, 2),
    PARSING(400, "document_parsing_exception", "", "r", End.DEGRADED, End.REJECTED, 2),
    BAD_REQUEST(400, "illegal_argument_exception", "", "r", End.DEGRADED, End.RETRYABLE, 2),
    WRITE_BLOCK(403, "cluster_block_exception", "", "blocked", End.RETRYABLE, End.RETRYABLE, 1),
    DISK_FULL(429, "cluster_block_exception", "", "blocked", End.RETRYABLE, End.RETRYABLE, 1),
    NO_PRIMARY(503, "unavailable_shards_exception", "", "r", End.RETRYABLE, End.RETRYABLE, 1),
    PIPELINE(
        400,
        "illegal_argument_exception",
        "",
        "pipeline with id [p] does not exist",
        End.RETRYABLE,
        End.RETRYABLE,
        1),
    SHARDS(
        400,
        "validation_exception",
        "",
        "this action would add [2] shards, but this cluster currently has [2]/[1] maximum normal shards open;",
        End.RETRYABLE,
        End.RETRYABLE,
        1),
    PRIVILEGE(403, "security_exception", "", "r", End.RETRYABLE, End.RETRYABLE, 1),
    NO_INDEX(404, "index_not_found_exception", "", "r", End.RETRYABLE, End.RETRYABLE, 1),
    CLOSED(400, "index_closed_exception", "", "r", End.RETRYABLE, End.RETRYABLE, 1),
    OTHER_401(401, "some_exception", "", "r", End.REJECTED, End.REJECTED, 1),
    OTHER_403(403, "some_exception", "", "r", End.REJECTED, End.REJECTED, 1),
    OTHER_404(404, "some_exception", "", "r", End.REJECTED, End.REJECTED, 1),
    OTHER_413(413, "", "", "r", End.REJECTED, End.REJECTED, 1),
    OTHER_418(418, "some_exception", "field", "r", End.REJECTED, End.REJECTED, 1);

    private final int status;

    @SuppressWarnings("ImmutableEnumChecker") // a record of texts
    private final Cause cause;

    private final End once;
    private final End always;
    private final int sendsOnce;

    Answer(
        int status, String type, String field, String reason, End once, End always, int sendsOnce) {
      this.status = status;
      this.cause = new Cause(status, type, field, reason);
      this.once = once;
      this.always = always;
      this.sendsOnce = sendsOnce;
    }

    End once() {
      return once;
    }

    End always() {
      return always;
    }

    ItemReply item(String id) {
      if (this == STORED_IN_FAILURE_STORE) {
        return new ItemReply("made up", status, Optional.empty(), FailureStore.USED);
      }
      return status < 300 ? ItemReply.stored(id) : ItemReply.rejected(id, cause);
    }
  }

  /** An answer, and whether the server repeats it. */
  record Mood(Answer answer, boolean always) {

    End expected() {
      return always ? answer.always : answer.once;
    }

    int expectedSends() {
      if (!always) {
        return answer.sendsOnce;
      }
      return switch (answer) {
        case FIELD -> ALL_FORMS + 1; // the field is displaced before the fallback documents
        case PARSING, BAD_REQUEST -> ALL_FORMS;
        default -> answer.sendsOnce;
      };
    }
  }

  private static List<Mood> moods() {
    List<Mood> moods = new ArrayList<>();
    for (Answer answer : Answer.values()) {
      moods.add(new Mood(answer, false));
      moods.add(new Mood(answer, true));
    }
    return moods;
  }

  @Test
  void every_answer_beside_every_other_at_every_place_has_its_own_outcome() {
    Mood good = new Mood(Answer.STORED_201, false);
    for (Mood first : moods()) {
      for (Mood second : moods()) {
        check(List.of(first, second, good));
        check(List.of(good, first, second));
      }
    }
  }

  @Test
  void one_odd_document_at_any_place_of_a_larger_batch_costs_only_itself() {
    Mood good = new Mood(Answer.STORED_201, false);
    for (Mood odd : moods()) {
      for (int place = 0; place < 50; place++) {
        List<Mood> batch = new ArrayList<>(Collections.nCopies(50, good));
        batch.set(place, odd);
        check(batch);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Answer.class,
      names = {"BAD_REQUEST", "OTHER_401", "OTHER_403", "OTHER_404", "OTHER_CONFLICT"})
  void what_befalls_all_documents_alike_and_names_no_field_is_charged_to_none(Answer answer) {
    Server server = new Server(Collections.nCopies(3, new Mood(answer, true)));

    Delivered delivered = deliver(server, 3);

    assertThat(delivered.retryable()).isEqualTo(3);
    assertThat(delivered.traffic().retryable()).isEqualTo(3);
    assertThat(delivered.traffic().remedies()).hasSize(1);
    assertThat(server.sends.values()).allMatch(sends -> sends == 1);
  }

  @Test
  void documents_that_fail_alike_in_parsing_are_to_blame_all_the_same() {
    Delivered delivered =
        deliver(new Server(Collections.nCopies(3, new Mood(Answer.PARSING, true))), 3);

    assertThat(delivered.retryable()).isZero();
    assertThat(delivered.rejected()).isEqualTo(3);
  }

  @Test
  void what_the_failure_store_could_not_take_is_counted_once_a_document() {
    Map<String, FailureStore> stated =
        Map.of(
            "d0", FailureStore.FAILED,
            "d1", FailureStore.FAILED,
            "d2", FailureStore.NOT_ENABLED);
    BulkClient client =
        (request, _) ->
            new BulkReply.Answered(
                request.documents().stream()
                    .map(
                        document ->
                            stated.containsKey(document.id())
                                ? new ItemReply(
                                    document.id(),
                                    400,
                                    Optional.of(Answer.PARSING.cause),
                                    stated.get(document.id()))
                                : new ItemReply(
                                    "made up", 201, Optional.empty(), FailureStore.USED))
                    .toList());

    Delivered delivered = deliver(client, 4);

    assertThat(delivered.traffic().failureStoreFailed()).isEqualTo(2);
    assertThat(delivered.traffic().failureStoreNotEnabled()).isEqualTo(1);
    assertThat(delivered.failureStored()).isEqualTo(1);
  }

  private static void check(List<Mood> moods) {
    Server server = new Server(moods);

    Delivered delivered = deliver(server, moods.size());

    assertThat(ends(delivered)).as("%s", moods).isEqualTo(expectedEnds(moods));
    for (int i = 0; i < moods.size(); i++) {
      Mood mood = moods.get(i);
      // Two that are sent again and rejected alike are rejected for a cause outside of them.
      boolean countsSends = mood.expected() != End.RETURNED && mood.answer() != Answer.BAD_REQUEST;
      if (countsSends) {
        assertThat(server.sends.get("d" + i))
            .as("%s at %d of %s", mood, i, moods)
            .isEqualTo(mood.expectedSends());
      }
    }
    assertThat(delivered.counts().returnedParts().isEmpty()).isEqualTo(delivered.returned() == 0);
  }

  private static Map<End, Integer> expectedEnds(List<Mood> moods) {
    Map<End, Integer> expected = new HashMap<>();
    for (End end : End.values()) {
      expected.put(end, (int) moods.stream().filter(mood -> mood.expected() == end).count());
    }
    return expected;
  }

  static Map<End, Integer> ends(Delivered delivered) {
    return Map.of(
        End.INDEXED, delivered.indexed(),
        End.DUPLICATE, delivered.duplicate(),
        End.DEGRADED, delivered.degraded(),
        End.FAILURE_STORED, delivered.failureStored(),
        End.REJECTED, delivered.rejected() - delivered.retryable(),
        End.RETRYABLE, delivered.retryable(),
        End.RETURNED, delivered.counts().count(Outcome.RETURNED));
  }

  static Delivered deliver(BulkClient client, int count) {
    return DeliveryRun.to(client)
        .inBatches(new BatchLimits(1_000_000, 100))
        .waiting(new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5)))
        .within(new RecordedTime(Duration.ofSeconds(20)))
        .deliver(Documents.of(count));
  }

  /** Treats the n-th document as the n-th mood says, others truthfully. */
  static final class Server implements BulkClient {
    private final Map<String, Mood> moods = new HashMap<>();
    final Map<String, Integer> sends = new HashMap<>();

    Server(List<Mood> moods) {
      IntStream.range(0, moods.size()).forEach(i -> this.moods.put("d" + i, moods.get(i)));
    }

    /** Accepts everything. */
    Server() {
      this(List.of());
    }

    @Override
    public BulkReply send(BulkRequest request, Duration timeout) {
      return new BulkReply.Answered(
          request.documents().stream().map(LogDocument::id).map(this::item).toList());
    }

    private ItemReply item(String id) {
      boolean first = sends.merge(id, 1, Integer::sum) == 1;
      Mood mood = moods.get(id);
      return mood != null && (first || mood.always())
          ? mood.answer().item(id)
          : ItemReply.stored(id);
    }
  }
}
