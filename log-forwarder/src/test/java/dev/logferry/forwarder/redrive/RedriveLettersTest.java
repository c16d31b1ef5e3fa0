package dev.logferry.forwarder.redrive;

import static dev.logferry.forwarder.redrive.World.DEAD;
import static dev.logferry.forwarder.redrive.World.FAILURES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.Outcome;
import dev.logferry.forwarder.bulk.Cause;
import dev.logferry.forwarder.deadletter.DeadLetter;
import dev.logferry.forwarder.deadletter.DeadLetter.RejectedDocument;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.report.RedriveSummary;
import dev.logferry.forwarder.testing.InMemoryObjectStore.Failure;
import dev.logferry.forwarder.testing.InMemoryObjectStore.Operation;
import dev.logferry.forwarder.testing.Payloads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Dead letters: when they are tried again, and what becomes of them. */
class RedriveLettersTest {

  private static final RedriveRequest ALL =
      new RedriveRequest(Optional.of(""), Optional.of(""), false);

  private static final DataStream SICK = new DataStream("sick", "default");
  private static final Cause BLOCKED = new Cause(403, "cluster_block_exception", "", "blocked");

  private final World world = new World();
  private final WorldsLetters kept = new WorldsLetters(world);

  @Test
  void refused_documents_wait_while_the_rules_are_the_same() throws IOException {
    kept.reject("rules-1", "r");

    RedriveSummary summary = world.redrive();

    assertThat(world.cluster.requests()).isZero();
    assertThat(summary.objects().waiting()).isEqualTo(1);
    assertThat(summary.oldestUndelivered()).contains(Duration.ZERO);
  }

  @Test
  void refused_documents_are_sent_as_they_are_stored_once_the_rules_differ() throws IOException {
    kept.reject("rules-0", "r");

    RedriveSummary summary = world.redrive();

    assertThat(world.cluster.documents()).containsExactly(WorldsLetters.document("r"));
    assertThat(world.store.keys(DEAD)).isEmpty();
    assertThat(summary.ledger().count(Outcome.INDEXED)).isEqualTo(1);
  }

  @Test
  void documents_refused_again_are_kept_with_all_attempts_and_then_wait() throws IOException {
    kept.reject("rules-0", "REFUSED");
    world.cluster.rejects("REFUSED");
    List<String> before = world.store.keys(DEAD);

    RedriveSummary summary = world.redrive();

    assertThat(summary.ledger().count(Outcome.DEAD_LETTERED)).isEqualTo(1);
    assertThat(world.store.keys(DEAD)).isEqualTo(before);
    RejectedDocument letter = (RejectedDocument) kept.letters("rejected/").getFirst();
    assertThat(letter.rejection().attempts()).isEqualTo(7 + 1);
    assertThat(new String(letter.document(), StandardCharsets.UTF_8))
        .isEqualTo(WorldsLetters.document("REFUSED"));

    int requests = world.cluster.requests();
    assertThat(world.redrive().objects().waiting()).isEqualTo(1);
    assertThat(world.cluster.requests()).isEqualTo(requests);
  }

  @Test
  void the_operator_has_refused_documents_tried_again_by_prefix() throws IOException {
    kept.reject("rules-1", "r");

    RedriveSummary other =
        world.redrive(
            new RedriveRequest(Optional.of("rejected/2026/11/21/"), Optional.empty(), false));
    assertThat(other.objects().waiting()).isEqualTo(1);
    RedriveSummary asked =
        world.redrive(
            new RedriveRequest(Optional.of("rejected/2026/11/22/"), Optional.empty(), false));

    assertThat(asked.objects().settled()).isEqualTo(1);
    assertThat(world.cluster.documents()).hasSize(1);
  }

  @Test
  void unreadable_payloads_that_can_be_read_now_are_delivered() throws IOException {
    kept.malformed(Payloads.gzip(world.envelope("a")));
    kept.malformed(world.event("b"));
    kept.malformed(
        World.asyncRecord(new String(world.event("c"), StandardCharsets.UTF_8))
            .getBytes(StandardCharsets.UTF_8));

    assertThat(world.redrive().objects().waiting()).isEqualTo(3);
    RedriveSummary asked = world.redrive(ALL);

    assertThat(world.storedLines()).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(asked.objects().settled()).isEqualTo(3);
    assertThat(world.store.keys(DEAD)).isEmpty();
  }

  @Test
  void each_kind_of_letter_is_tried_again_when_that_changes_which_decides_about_it()
      throws IOException {
    kept.malformed(Payloads.gzip(world.envelope("a")));
    kept.reject("rules-1", "r");

    world.readingRules = "reading-2";
    assertThat(world.redrive().objects())
        .isEqualTo(new RedriveSummary.Objects(2, 1, 0, 1, 0, 0, 0, 0, 0));
    assertThat(world.storedLines()).containsExactly("a");

    kept.malformed(Payloads.gzip(world.envelope("b")));
    world.rules = "rules-2";
    assertThat(world.redrive().objects())
        .isEqualTo(new RedriveSummary.Objects(2, 1, 0, 1, 0, 0, 0, 0, 0));
    assertThat(world.store.keys(DEAD)).singleElement().asString().startsWith("malformed/");
  }

  @Test
  void an_unreadable_payload_stays_one_letter_however_often_it_is_tried() throws IOException {
    kept.malformed("junk".getBytes(StandardCharsets.UTF_8));

    for (int i = 0; i < 3; i++) {
      world.redrive(ALL);
      DeadLetter.MalformedPayload letter =
          (DeadLetter.MalformedPayload) kept.letters("malformed/").getFirst();
      assertThat(kept.letters("malformed/")).hasSize(1);
      assertThat(letter.payload()).asString(StandardCharsets.UTF_8).isEqualTo("junk");
    }
  }

  @Test
  void a_damaged_dead_letter_object_is_delivered_as_far_as_it_goes_and_left_alone()
      throws IOException {
    kept.reject("rules-0", "r");
    String key = world.store.keys(DEAD).getFirst();
    byte[] whole = world.store.content(DEAD, key).orElseThrow();
    world.put(DEAD, key, Arrays.copyOf(whole, whole.length - 6));

    RedriveSummary summary = world.redrive();

    assertThat(world.cluster.documents()).containsExactly(WorldsLetters.document("r"));
    assertThat(world.store.keys(DEAD)).containsExactly(key);
    assertThat(summary.objects().left()).isEqualTo(1);
    assertThat(summary.warnings().getFirst()).contains(key, "cannot be read to its end");
  }

  @Test
  void an_object_that_is_not_of_dead_letters_is_left_alone_and_reported() {
    world.put(DEAD, "rejected/notes.txt", "someone's notes".getBytes(StandardCharsets.UTF_8));
    world.put(DEAD, "retryable/other.json.gz", Payloads.gzip("{\"a\":1}\n"));

    RedriveSummary summary = world.redrive();

    assertThat(summary.objects().foreign()).isEqualTo(2);
    assertThat(world.store.keys(DEAD)).hasSize(2);
    assertThat(summary.warnings()).allMatch(warning -> warning.contains("not Logferry's"));
  }

  @Test
  void a_huge_line_costs_its_object_only() {
    world.put(
        DEAD,
        "rejected/2026/11/22/x/huge.ndjson.gz",
        Payloads.gzip(
            "{\"form\":\"logferry.dead-letters\",\"version\":1,\"kind\":\"rejected\",\"written_at\":\"2026-11-22T10:00:00Z\",\"request_id\":\"r\",\"forwarder_version\":\"1\",\"rules\":\"old\"}\n{\"id\":\""
                + "x".repeat(3 << 20)
                + "\"}\n"));
    kept.reject("rules-0", "r");

    RedriveSummary summary = world.redrive();

    assertThat(world.cluster.documents()).hasSize(1);
    assertThat(summary.objects().left()).isEqualTo(1);
    assertThat(summary.warnings().getFirst()).contains("huge.ndjson.gz", "more than 1048576 bytes");
  }

  @Test
  void blocked_documents_come_in_by_the_schedule_once_their_data_stream_accepts_them() {
    kept.blocked("sick", "a", "b");
    world.cluster.rejects(SICK, BLOCKED);

    RedriveSummary blocked = world.redrive();
    assertThat(blocked.objects().left()).isEqualTo(1);
    assertThat(blocked.warnings().getFirst()).contains("403 cluster_block_exception");
    assertThat(blocked.oldestUndelivered()).contains(Duration.ofHours(1));

    world.cluster.acceptsEverything();
    RedriveSummary healed = world.redrive();
    assertThat(healed.ledger().count(Outcome.INDEXED)).isEqualTo(2);
    assertThat(world.store.keys(DEAD)).isEmpty();
  }

  @Test
  void what_is_still_blocked_of_an_object_stays_in_it() {
    kept.blocked("sick", "a", "b", "c");
    List<String> before = world.store.keys(DEAD);
    world.cluster.rejects(
        document -> document.id().equals("id-b") ? Optional.of(BLOCKED) : Optional.empty());

    RedriveSummary summary = world.redrive();

    assertThat(summary.ledger().count(Outcome.INDEXED)).isEqualTo(2);
    assertThat(world.store.keys(DEAD)).isEqualTo(before);
    world.cluster.acceptsEverything();
    assertThat(world.redrive().ledger().received()).isEqualTo(1);
    assertThat(world.store.keys(DEAD)).isEmpty();
  }

  @Test
  void a_rejected_document_whose_data_stream_is_blocked_now_becomes_retryable() throws IOException {
    kept.reject("rules-0", "r");
    world.cluster.rejects(new DataStream("test", "default"), BLOCKED);

    world.redrive();

    assertThat(world.store.keys(DEAD))
        .singleElement()
        .asString()
        .startsWith("retryable/logs-test-default/");
    world.cluster.acceptsEverything();
    world.redrive();
    assertThat(world.store.keys(DEAD)).isEmpty();
  }

  @Test
  void two_redrives_at_once_do_not_multiply_letters() throws IOException {
    for (int i = 0; i < 30; i++) {
      kept.reject("rules-0", "REJECTED " + i);
    }
    world.cluster.rejects("REJECTED");

    for (int i = 0; i < 3; i++) {
      world.rules = "rules-" + (i + 1);
      CompletableFuture<RedriveSummary> other = CompletableFuture.supplyAsync(world::redrive);
      world.redrive();
      other.join();
    }

    assertThat(kept.letters("rejected/")).hasSize(30);
  }

  @Test
  void a_dry_run_says_what_it_would_do_and_changes_nothing() throws IOException {
    world.failedInvocation("a", "b");
    world.record(
        World.asyncRecord(
            World.kinesisEvent(
                Payloads.gzip(world.envelope("e", "f")), Payloads.gzip(world.envelope("g")))));
    world.record(World.asyncRecord(World.objectEvent("one object", "another")));
    kept.blocked("sick", "c");
    kept.reject("rules-0", "d");
    kept.reject(world.rules, "waits");
    kept.malformed("junk".getBytes(StandardCharsets.UTF_8));
    List<String> failures = world.store.keys(FAILURES);
    List<String> dead = world.store.keys(DEAD);

    RedriveSummary summary =
        world.redrive(new RedriveRequest(Optional.empty(), Optional.empty(), true));

    assertThat(summary.objects().wouldDeliver()).isEqualTo(5);
    assertThat(summary.wouldDeliverEvents()).as("events, and two objects").isEqualTo(7 + 2);
    assertThat(summary.oldestUndelivered()).contains(Duration.ofHours(1));
    assertThat(summary.objects().waiting()).isEqualTo(2);
    assertThat(world.cluster.requests()).isZero();
    assertThat(world.store.keys(FAILURES)).isEqualTo(failures);
    assertThat(world.store.keys(DEAD)).isEqualTo(dead);
  }

  @Test
  void dead_letters_of_a_newer_form_are_left_alone_and_hold_up_nobody() throws IOException {
    for (String key :
        List.of("rejected/2026/11/22/x/newer.ndjson.gz", "malformed/newer.ndjson.gz")) {
      world.put(
          DEAD,
          key,
          Payloads.gzip(
              "{\"form\":\"logferry.dead-letters\",\"version\":2,\"new\":true}\nanything\n"));
    }
    kept.reject("rules-0", "r");

    RedriveSummary summary = world.redrive();

    assertThat(world.cluster.documents()).containsExactly(WorldsLetters.document("r"));
    assertThat(world.store.keys(DEAD)).hasSize(2).allMatch(key -> key.contains("newer"));
    assertThat(summary.objects()).isEqualTo(new RedriveSummary.Objects(3, 1, 2, 0, 0, 0, 0, 0, 0));
    assertThat(summary.warnings())
        .hasSize(2)
        .allMatch(warning -> warning.contains("version 2") && warning.contains("newer release"));
    assertThat(summary.stopped()).isEmpty();
  }

  @Test
  void a_stream_that_breaks_leaves_the_object() throws IOException {
    kept.reject("rules-0", "r");
    world.store.next(Operation.OPEN, Failure.STREAM_BREAKS);

    RedriveSummary summary = world.redrive();

    assertThat(summary.objects().left()).isEqualTo(1);
    assertThat(world.store.keys(DEAD)).hasSize(1);
    assertThat(world.redrive().objects().settled()).isEqualTo(1);
    assertThat(world.cluster.documents()).hasSize(1);
  }
}
