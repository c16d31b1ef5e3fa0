package dev.logferry.forwarder.redrive;

import static dev.logferry.forwarder.redrive.World.DEAD;
import static dev.logferry.forwarder.redrive.World.FAILURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.forwarder.Ledger;
import dev.logferry.forwarder.Outcome;
import dev.logferry.forwarder.OutcomeCounts;
import dev.logferry.forwarder.bulk.Cause;
import dev.logferry.forwarder.bulk.Rejection;
import dev.logferry.forwarder.deadletter.DeadLetters;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.redrive.World.PassingTime;
import dev.logferry.forwarder.report.RedriveSummary;
import dev.logferry.forwarder.testing.InMemoryObjectStore.Failure;
import dev.logferry.forwarder.testing.InMemoryObjectStore.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What could be lost, counted wrongly or go on for ever while a redrive meets faults. */
class RedriveFaultsTest {

  private final World world = new World();

  @Test
  void documents_refused_again_stay_where_they_are_when_they_cannot_be_kept_anew() {
    keepUnderOtherRules("id", json("REFUSED"));
    world.cluster.rejects("REFUSED");
    List<String> before = world.store.keys(DEAD);
    world.store.always(Failure.REFUSED, call -> call.operation() == Operation.PUT);

    RedriveSummary summary = world.redrive();

    assertThat(world.store.keys(DEAD)).isEqualTo(before);
    assertThat(summary.objects().left()).isEqualTo(1);
    assertThat(summary.ledger().count(Outcome.RETURNED)).isEqualTo(1);
    assertThat(summary.ledger().count(Outcome.DEAD_LETTERED)).isZero();
    assertThat(summary.warnings().getFirst())
        .contains("1 documents were not delivered", "no dead letter could be kept");
  }

  @Test
  void refused_documents_stay_where_they_are_while_the_cluster_is_away() {
    keepUnderOtherRules("id", json("r"));
    List<String> before = world.store.keys(DEAD);
    world.cluster.down(true);

    RedriveSummary summary = world.redrive();

    assertThat(world.store.keys(DEAD)).isEqualTo(before);
    assertThat(summary.ledger().count(Outcome.RETURNED)).isEqualTo(1);
    assertThat(summary.warnings().getFirst()).contains("1 documents were not delivered");
  }

  /** Both would become part of the bulk request as they are. */
  @ParameterizedTest
  @CsvSource({"'a\"b', {}", "a b, {}", "a, '{\n}'", "a, '{\r}'"})
  void what_would_forge_a_bulk_request_is_not_sent_and_reported(String id, String json) {
    keepUnderOtherRules(id, json);

    RedriveSummary summary = world.redrive();

    assertThat(world.cluster.requests()).isZero();
    assertThat(summary.objects().left()).isEqualTo(1);
    assertThat(summary.warnings().getFirst()).contains("cannot be sent");
    assertThat(world.store.keys(DEAD)).singleElement().asString().startsWith("rejected/");
  }

  @Test
  void what_was_delivered_before_a_stream_broke_is_counted() {
    String[] documents = new String[40];
    for (int i = 0; i < documents.length; i++) {
      documents[i] = json(incompressible(i));
    }
    keepUnderOtherRules("id", documents);
    world.store.next(Operation.OPEN, Failure.STREAM_BREAKS);

    Ledger first = world.redrive().ledger();
    Ledger second = world.redrive().ledger();

    assertThat(first.count(Outcome.INDEXED)).isBetween(1, 39);
    assertThat(second.count(Outcome.DUPLICATE)).isEqualTo(first.count(Outcome.INDEXED));
    assertThat(second.count(Outcome.INDEXED) + first.count(Outcome.INDEXED)).isEqualTo(40);
    assertThat(world.store.keys(DEAD)).isEmpty();
  }

  @Test
  void the_age_of_what_is_left_and_of_what_was_not_tried_is_told() {
    world.failedInvocation("a");
    RedriveSummary untried =
        world.redrive(RedriveRequest.SCHEDULED, new PassingTime(Duration.ofSeconds(14)));
    world.cluster.down(true);
    RedriveSummary left = world.redrive();

    assertThat(untried.oldestUndelivered()).contains(Duration.ofHours(1));
    assertThat(left.oldestUndelivered()).contains(Duration.ofHours(1));
    assertThat(world.store.keys(FAILURES)).hasSize(1);
  }

  @Test
  void objects_of_a_data_stream_that_has_failed_several_times_are_not_even_read() {
    WorldsLetters kept = new WorldsLetters(world);
    world.parallelObjects = 1;
    world.cluster.rejects(
        new DataStream("sick", "default"), new Cause(403, "cluster_block_exception", "", ""));
    for (int i = 0; i < 50; i++) {
      kept.blocked("sick", "sick-" + i);
    }
    kept.blocked("well", "well");

    RedriveSummary summary = world.redrive();

    assertThat(summary.objects().left()).isEqualTo(50);
    assertThat(world.storedLines()).containsExactly("well");
    assertThat(world.store.calls())
        .filteredOn(call -> call.operation() == Operation.OPEN)
        .as("three failures and the other data stream")
        .hasSize(4);
  }

  @Test
  void an_object_that_breaks_the_code_costs_no_other_and_its_content_is_not_logged() {
    world.failedInvocation("SECRET");
    world.failedInvocation("b");
    breaksAt(
        "SECRET",
        () -> {
          throw new IllegalStateException("SECRET");
        });

    RedriveSummary summary = world.redrive();

    assertThat(world.storedLines()).containsExactly("b");
    assertThat(world.store.keys(FAILURES)).hasSize(1);
    assertThat(summary.warnings().getFirst())
        .contains("failed: java.lang.IllegalStateException")
        .doesNotContain("SECRET");
  }

  @Test
  void an_object_for_which_the_memory_is_too_small_costs_no_other() {
    world.failedInvocation("huge");
    world.failedInvocation("b");
    breaksAt(
        "huge",
        () -> {
          throw new OutOfMemoryError("made up");
        });

    RedriveSummary summary = world.redrive();

    assertThat(world.storedLines()).containsExactly("b");
    assertThat(world.store.keys(FAILURES)).hasSize(1);
    assertThat(summary.warnings().getFirst()).contains("does not fit into the memory");
  }

  private void breaksAt(String text, Runnable defect) {
    world.cluster.replies(
        request -> {
          for (LogDocument document : request.documents()) {
            if (new String(document.json(), StandardCharsets.UTF_8).contains(text)) {
              defect.run();
            }
          }
          return Optional.empty();
        });
  }

  @Test
  void a_thread_that_breaks_is_told_and_loses_nothing() {
    for (int i = 0; i < 9; i++) {
      world.failedInvocation("line-" + i);
    }
    AtomicInteger threads = new AtomicInteger();
    world.beforeThread =
        () -> {
          if (threads.getAndIncrement() > 0) {
            throw new OutOfMemoryError("made up");
          }
        };

    assertThatThrownBy(world::redrive)
        .hasMessage("a thread of the redrive broke")
        .hasCauseInstanceOf(OutOfMemoryError.class);
    world.beforeThread = () -> {};
    world.redrive();

    assertThat(world.storedLines()).hasSize(9).doesNotHaveDuplicates();
    assertThat(world.store.keys(FAILURES)).isEmpty();
  }

  @Test
  void nothing_more_is_listed_without_any_time() {
    world.failedInvocation("a");

    RedriveSummary summary =
        world.redrive(RedriveRequest.SCHEDULED, new PassingTime(Duration.ZERO));

    assertThat(summary.objects().listed()).isZero();
    assertThat(world.store.keys(FAILURES)).hasSize(1);
  }

  /** One dead letter object; ids after the first have a number. */
  private void keepUnderOtherRules(String id, String... documents) {
    String ours = world.rules;
    world.rules = "rules-0";
    OutcomeCounts counts = new OutcomeCounts();
    DeadLetters letters = world.deadLetters(counts);
    for (int i = 0; i < documents.length; i++) {
      letters.rejected(
          new LogDocument(
              new DataStream("test", "default"),
              i == 0 ? id : id + i,
              documents[i].getBytes(StandardCharsets.UTF_8),
              0,
              Set.of(),
              0),
          new Rejection(new Cause(400, "document_parsing_exception", "f", "reason"), 1, false));
    }
    letters.finish();
    assertThat(counts.count(Outcome.DEAD_LETTERED)).isEqualTo(documents.length);
    world.rules = ours;
  }

  private static String json(String message) {
    return "{\"@timestamp\":\"2026-11-22T10:00:00.000Z\",\"message\":\"%s\"}".formatted(message);
  }

  private static String incompressible(int seed) {
    StringBuilder text = new StringBuilder();
    new SplittableRandom(seed).ints(5_000, 'A', '[').forEach(text::appendCodePoint);
    return text.toString();
  }
}
