package dev.logferry.forwarder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.bulk.BatchLimits;
import dev.logferry.forwarder.bulk.BulkClient;
import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.bulk.BulkRequest;
import dev.logferry.forwarder.bulk.Cause;
import dev.logferry.forwarder.bulk.ItemReply;
import dev.logferry.forwarder.bulk.ItemReply.FailureStore;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.testing.Delivered;
import dev.logferry.forwarder.testing.DeliveryRun;
import dev.logferry.forwarder.testing.Documents;
import dev.logferry.forwarder.testing.RecordedTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Whatever the server answers, every document has exactly one outcome, and the counts are true. */
class ConservationTest {

  @Property(shrinking = ShrinkingMode.BOUNDED)
  void whatever_the_server_answers_the_counts_balance_and_are_true(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int count) {
    SplittableRandom random = new SplittableRandom(seed);
    Moody server = new Moody(random.split());

    Delivered first = deliver(server, random, count);
    int storedAfterFirst = server.stored.size();
    Delivered second = deliver(server, random, count);

    for (Delivered delivered : List.of(first, second)) {
      assertThat(delivered.total()).isEqualTo(count);
    }
    // An indexed or duplicate document is stored; a lost answer can store more than is known.
    assertThat(first.indexed() + first.duplicate()).isLessThanOrEqualTo(storedAfterFirst);
    assertThat(first.indexed()).isLessThanOrEqualTo(storedAfterFirst);
    assertThat(second.indexed()).isLessThanOrEqualTo(count - first.indexed());
    assertThat(server.requestsWithoutTime).isZero();
  }

  @Property
  void batches_lose_nothing_and_keep_the_order(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 200) int count,
      @ForAll @IntRange(min = 1, max = 50) int maxDocuments,
      @ForAll @IntRange(min = 100, max = 5000) int maxBytes) {
    SplittableRandom random = new SplittableRandom(seed);
    List<LogDocument> documents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      documents.add(Documents.document("d" + i, random.nextInt(1500)));
    }
    List<List<LogDocument>> sent = new ArrayList<>();
    BulkClient client =
        (request, _) -> {
          sent.add(request.documents());
          return new BulkReply.Answered(
              request.documents().stream()
                  .map(document -> ItemReply.stored(document.id()))
                  .toList());
        };

    Delivered delivered =
        deliver(
            client,
            random,
            documents,
            new BatchLimits(maxBytes, maxDocuments),
            new RecordedTime(Duration.ofSeconds(9)));

    assertThat(sent.stream().flatMap(List::stream)).containsExactlyElementsOf(documents);
    assertThat(delivered.indexed()).isEqualTo(count);
    for (List<LogDocument> batch : sent) {
      assertThat(batch).hasSizeBetween(1, maxDocuments);
      int bytes = batch.stream().mapToInt(document -> document.json().length).sum();
      assertThat(batch.size() == 1 || bytes <= maxBytes).isTrue();
    }
  }

  private static Delivered deliver(BulkClient client, SplittableRandom random, int count) {
    return deliver(
        client,
        random,
        Documents.of(count),
        new BatchLimits(1_000_000, 1 + random.nextInt(20)),
        new RecordedTime(Duration.ofSeconds(random.nextInt(40))));
  }

  private static Delivered deliver(
      BulkClient client,
      SplittableRandom random,
      List<LogDocument> documents,
      BatchLimits limits,
      RecordedTime time) {
    return DeliveryRun.to(client)
        .inBatches(limits)
        .within(time)
        .random(random.split())
        .deliver(documents);
  }

  /** A server in every mood there is, that tells the truth about create when it answers items. */
  private static final class Moody implements BulkClient {
    private final SplittableRandom random;
    private final Set<String> stored = new HashSet<>();
    private int requestsWithoutTime;

    Moody(SplittableRandom random) {
      this.random = random;
    }

    @Override
    public BulkReply send(BulkRequest request, Duration timeout) {
      if (timeout.isNegative() || timeout.isZero()) {
        requestsWithoutTime++;
      }
      return switch (random.nextInt(10)) {
        case 0 ->
            new BulkReply.RequestRejected(
                new Cause(429, "busy", "", ""), true, Optional.of(Duration.ofSeconds(1)));
        case 1 ->
            new BulkReply.RequestRejected(new Cause(413, "large", "", ""), true, Optional.empty());
        case 2 -> new BulkReply.Unreachable("connection refused");
        case 3 -> {
          items(request);
          yield new BulkReply.MalformedReply("broken off");
        }
        case 4 -> {
          List<ItemReply> replies = items(request);
          yield new BulkReply.Answered(replies.subList(0, replies.size() - 1));
        }
        case 5 ->
            random.nextInt(5) == 0
                ? new BulkReply.RequestRejected(
                    new Cause(401, "security", "", ""), true, Optional.empty())
                : new BulkReply.RequestRejected(
                    new Cause(503, "", "", ""), false, Optional.empty());
        default -> new BulkReply.Answered(items(request));
      };
    }

    private List<ItemReply> items(BulkRequest request) {
      return request.documents().stream().map(document -> item(document.id())).toList();
    }

    private ItemReply item(String id) {
      return switch (random.nextInt(16)) {
        case 0 -> rejected(id, 429, "es_rejected_execution_exception", "", "");
        case 1 -> rejected(id, 400, "document_parsing_exception", "message", "");
        case 2 -> rejected(id, 503, "some_exception", "", "");
        case 3 -> rejected(id, 403, "security_exception", "", "");
        case 4 -> new ItemReply(id, 201, Optional.empty(), FailureStore.USED);
        case 5 -> rejected(id, 400, "illegal_argument_exception", "", "pipeline with id [p] does");
        case 6 -> rejected(id, 400, "illegal_argument_exception", "", "whatever");
        case 7 -> rejected(id, 409, "some_other_exception", "", "");
        default ->
            stored.add(id)
                ? ItemReply.stored(id)
                : rejected(id, 409, "version_conflict_engine_exception", "", "");
      };
    }

    private static ItemReply rejected(
        String id, int status, String type, String field, String reason) {
      return ItemReply.rejected(id, new Cause(status, type, field, reason));
    }
  }
}
