package dev.logferry.forwarder.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.bulk.BulkReply.Answered;
import dev.logferry.forwarder.bulk.BulkReply.MalformedReply;
import dev.logferry.forwarder.bulk.BulkReply.RequestRejected;
import dev.logferry.forwarder.bulk.BulkReply.Unreachable;
import dev.logferry.forwarder.bulk.ItemReply.FailureStore;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.testing.Documents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExistingIdsCheckTest {

  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final Set<String> stored = new HashSet<>();
  private final List<DataStream> asked = new ArrayList<>();
  private final List<BulkRequest> sent = new ArrayList<>();

  @Test
  void sends_only_what_is_missing_and_answers_in_the_order_of_the_request() {
    stored.addAll(Set.of("d0", "d2"));

    BulkReply reply = looking(this::created).send(request(4), TIMEOUT);

    assertThat(sent).hasSize(1);
    assertThat(ids(sent.getFirst().documents())).containsExactly("d1", "d3");
    assertThat(((Answered) reply).items())
        .extracting(ItemReply::id)
        .containsExactly("d0", "d1", "d2", "d3");
    assertThat(((Answered) reply).items())
        .extracting(ItemReply::status)
        .containsExactly(409, 201, 409, 201);
  }

  @Test
  void sends_nothing_when_all_is_stored() {
    stored.addAll(Set.of("d0", "d1"));

    BulkReply reply = looking(this::created).send(request(2), TIMEOUT);

    assertThat(sent).isEmpty();
    assertThat(((Answered) reply).items()).extracting(ItemReply::status).containsExactly(409, 409);
  }

  @Test
  void asks_each_data_stream_for_its_own_documents() {
    stored.add("d0");
    LogDocument here = Documents.document("d0", 0);
    LogDocument there =
        new LogDocument(new DataStream("other", "default"), "d0", here.json(), 0, Set.of(), 0);
    StoredIds onlyHere =
        (stream, ids, _) -> {
          asked.add(stream);
          return stream.equals(here.dataStream()) ? new HashSet<>(ids) : Set.of();
        };

    BulkReply reply =
        new ExistingIdsCheck(this::created, onlyHere)
            .send(new BulkRequest(List.of(there, here)), TIMEOUT);

    assertThat(asked).containsExactly(there.dataStream(), here.dataStream());
    assertThat(((Answered) reply).items()).extracting(ItemReply::status).containsExactly(201, 409);
  }

  @Test
  void a_search_that_fails_is_never_taken_for_nothing_stored() {
    BulkReply busy =
        new RequestRejected(
            new Cause(429, "busy", "", ""), true, Optional.of(Duration.ofSeconds(3)));
    StoredIds failing =
        (_, _, _) -> {
          throw new StoredIds.Unknown(busy);
        };

    BulkReply reply = new ExistingIdsCheck(this::created, failing).send(request(1), TIMEOUT);

    assertThat(reply).isEqualTo(busy);
    assertThat(sent).isEmpty();
  }

  @Test
  void nothing_is_sent_when_looking_took_all_the_time() {
    BulkReply reply = looking(this::created).send(request(1), Duration.ofNanos(1));

    assertThat(reply).isInstanceOf(Unreachable.class);
    assertThat(sent).isEmpty();
  }

  @Test
  void nothing_is_sent_when_the_answer_about_the_stored_comes_too_late() {
    StoredIds slow =
        (_, _, timeout) -> {
          long begun = System.nanoTime();
          while (System.nanoTime() - begun <= timeout.toNanos()) {
            Thread.onSpinWait();
          }
          return Set.of();
        };

    BulkReply reply =
        new ExistingIdsCheck(this::created, slow).send(request(1), Duration.ofMillis(200));

    assertThat(reply).isInstanceOf(Unreachable.class);
    assertThat(sent).isEmpty();
  }

  @Test
  void an_answer_of_the_wrong_length_is_not_put_together() {
    stored.add("d0");

    BulkReply reply = looking((_, _) -> new Answered(List.of())).send(request(3), TIMEOUT);

    assertThat(reply).isInstanceOf(MalformedReply.class);
  }

  @Test
  void a_request_that_is_turned_away_is_told_as_it_is() {
    stored.add("d0");
    BulkReply large = new RequestRejected(new Cause(413, "large", "", ""), true, Optional.empty());

    assertThat(looking((_, _) -> large).send(request(3), TIMEOUT)).isEqualTo(large);
  }

  private ExistingIdsCheck looking(BulkClient client) {
    return new ExistingIdsCheck(
        client,
        (_, ids, _) -> {
          Set<String> found = new HashSet<>(ids);
          found.retainAll(stored);
          return found;
        });
  }

  private BulkReply created(BulkRequest request, Duration timeout) {
    assertThat(timeout).isPositive().isLessThanOrEqualTo(TIMEOUT);
    sent.add(request);
    return new Answered(
        request.documents().stream()
            .map(
                document ->
                    new ItemReply(document.id(), 201, Optional.empty(), FailureStore.NOT_STATED))
            .toList());
  }

  private static BulkRequest request(int documents) {
    return new BulkRequest(Documents.of(documents));
  }

  private static List<String> ids(List<LogDocument> documents) {
    return documents.stream().map(LogDocument::id).toList();
  }
}
