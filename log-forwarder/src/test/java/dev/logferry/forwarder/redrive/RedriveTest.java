package dev.logferry.forwarder.redrive;

import static dev.logferry.forwarder.redrive.World.DEAD;
import static dev.logferry.forwarder.redrive.World.FAILURES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.bulk.Refusal;
import dev.logferry.forwarder.deadletter.DeadLetterReader;
import dev.logferry.forwarder.deadletter.DeadLetters;
import dev.logferry.forwarder.deadletter.Letter;
import dev.logferry.forwarder.deadletter.Letter.RefusedDocument;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.redrive.World.PassingTime;
import dev.logferry.forwarder.report.RedriveSummary;
import dev.logferry.forwarder.testing.InMemoryObjectStore.Failure;
import dev.logferry.forwarder.testing.InMemoryObjectStore.Operation;
import dev.logferry.forwarder.testing.Payloads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedriveTest {

  private static final RedriveRequest ALL = new RedriveRequest(Optional.of(""), Optional.of(""));

  private final World world = new World();

  @Test
  void brings_in_what_lambda_gave_up_and_deletes_it() {
    world.failedInvocation("a", "b");
    world.failedInvocation("c");

    RedriveSummary summary = world.redrive();

    assertThat(world.storedLines()).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(world.store.keys(FAILURES)).isEmpty();
    assertThat(summary.objects()).isEqualTo(new RedriveSummary.Objects(2, 2, 0, 0, 0, 0, 0));
    assertThat(summary.ledger().indexed()).isEqualTo(3);
    assertThat(summary.oldestUndelivered()).contains(Duration.ZERO);
  }

  @Test
  void a_rollover_in_between_stores_nothing_twice() {
    world.failedInvocation("a", "b", "c", "d");
    world.store.next(Operation.DELETE, Failure.REFUSED);
    world.redrive();
    world.cluster.rollOver();

    RedriveSummary summary = world.redrive();

    assertThat(world.storedLines()).containsExactlyInAnyOrder("a", "b", "c", "d");
    assertThat(summary.ledger().duplicate()).isEqualTo(4);
    assertThat(world.store.keys(FAILURES)).isEmpty();
  }

  @Test
  void a_cluster_that_is_away_gets_one_object_and_not_all() {
    world.cluster.away(true);
    for (int i = 0; i < 50; i++) {
      world.failedInvocation("line " + i);
    }

    RedriveSummary summary = world.redrive();

    long opened =
        world.store.calls().stream().filter(call -> call.operation() == Operation.OPEN).count();
    assertThat(opened).isEqualTo(1);
    assertThat(summary.objects().left()).isEqualTo(50);
    assertThat(summary.stopped()).contains("the first object tried", "away");
    assertThat(summary.oldestUndelivered()).contains(Duration.ofHours(1));
    assertThat(summary.failed()).isFalse();
    assertThat(world.store.keys(FAILURES)).hasSize(50);
  }

  @Test
  void a_probe_does_not_use_up_the_time_of_the_invocation() {
    world.cluster.away(true);
    world.failedInvocation("a");
    PassingTime time = new PassingTime(Duration.ofMinutes(10));

    world.redrive(RedriveRequest.SCHEDULED, time);

    assertThat(time.remaining()).isGreaterThanOrEqualTo(Duration.ofMinutes(9));
  }

  @Test
  void drains_several_pages_and_several_objects_at_once() {
    world.store.withPageSize(7);
    for (int i = 0; i < 40; i++) {
      world.failedInvocation("line " + i);
    }

    RedriveSummary summary = world.redrive();

    assertThat(world.storedLines()).hasSize(40).doesNotHaveDuplicates();
    assertThat(summary.objects().settled()).isEqualTo(40);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not json",
        "{}",
        "[]",
        "null",
        "{\"requestPayload\":{\"awslogs\":{\"data\":\"aGVsbG8=\"}}}",
        "{\"requestPayload\":{\"awslogs\":{\"data\":7}}}",
        "{\"requestPayload\":{\"source\":\"aws.events\"}}",
        "{\"payload\":\"not json\"}",
        "{\"payload\":{\"Records\":[{\"eventSource\":\"aws:kinesis\",\"kinesis\":{\"data\":\"%\"}}]}}",
      })
  void what_can_never_be_read_is_moved_and_blocks_nothing(String text) throws IOException {
    world.record(text);
    world.redrive();

    assertThat(world.store.keys(FAILURES)).isEmpty();
    assertThat(letters("unreadable/")).hasSize(1);

    world.failedInvocation("a");
    RedriveSummary summary = world.redrive();
    assertThat(world.storedLines()).containsExactly("a");
    assertThat(summary.objects()).isEqualTo(new RedriveSummary.Objects(2, 1, 0, 1, 0, 0, 0));
    assertThat(letters("unreadable/")).hasSize(1);
  }

  @Test
  void what_is_moved_does_not_count_as_a_probe() {
    for (int i = 0; i < 10; i++) {
      world.record("junk " + i);
    }
    world.cluster.away(true);
    world.failedInvocation("a");
    world.failedInvocation("b");

    RedriveSummary summary = world.redrive();

    assertThat(world.cluster.requests()).isZero();
    assertThat(summary.objects().left()).isGreaterThanOrEqualTo(2);
    assertThat(world.store.keys(FAILURES)).hasSize(summary.objects().left());
  }

  @Test
  void nothing_is_deleted_when_its_dead_letter_cannot_be_written() {
    world.record("junk");
    world.store.always(Failure.REFUSED, call -> call.operation() == Operation.PUT);

    RedriveSummary summary = world.redrive();

    assertThat(world.store.keys(FAILURES)).hasSize(1);
    assertThat(summary.ledger().returned()).isEqualTo(1);
    assertThat(summary.warnings().getFirst()).contains("dead letters could not be kept");
  }

  @Test
  void records_of_a_kinesis_source_are_delivered_record_by_record() throws IOException {
    byte[] good = Payloads.gzip(world.envelope("a", "b"));
    String event = World.kinesisEvent(good, "poison".getBytes(StandardCharsets.UTF_8));
    world.record("{\"version\":\"1.0\",\"KinesisBatchInfo\":{},\"payload\":%s}".formatted(event));
    world.record(
        "{\"version\":\"1.0\",\"payload\":\"%s\"}"
            .formatted(
                World.kinesisEvent(Payloads.gzip(world.envelope("c"))).replace("\"", "\\\"")));

    RedriveSummary summary = world.redrive();

    assertThat(world.storedLines()).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(letters("unreadable/")).hasSize(1);
    assertThat(summary.objects().moved()).isEqualTo(1);
    assertThat(world.store.keys(FAILURES)).isEmpty();
  }

  @Test
  void a_record_of_kinesis_that_cannot_be_read_is_kept_by_itself() throws IOException {
    byte[] poison = "poison".getBytes(StandardCharsets.UTF_8);
    byte[] good = Payloads.gzip(world.envelope("a"));
    world.record(
        "{\"payload\":%s}".formatted(World.kinesisEvent(poison, new byte[0], good, poison)));

    world.redrive();

    assertThat(letters("unreadable/"))
        .extracting(letter -> ((Letter.UnreadablePayload) letter).payload())
        .containsExactly(poison, new byte[0], poison);
    assertThat(letters("unreadable/"))
        .extracting(letter -> ((Letter.UnreadablePayload) letter).why())
        .element(1)
        .isEqualTo("it has no data");
    assertThat(world.storedLines()).containsExactly("a");
  }

  @Test
  void an_event_of_kinesis_that_breaks_off_is_kept_whole_and_read_as_far_as_it_goes()
      throws IOException {
    String event = World.kinesisEvent(Payloads.gzip(world.envelope("a")));
    String broken = event.replace("]}", ",{\"eventSource\":\"aws:kinesis\"}]}");
    world.record("{\"payload\":%s}".formatted(broken));

    world.redrive();

    assertThat(world.storedLines()).containsExactly("a");
    Letter.UnreadablePayload letter = (Letter.UnreadablePayload) letters("unreadable/").getFirst();
    assertThat(letter.payload()).asString(StandardCharsets.UTF_8).contains(broken);
  }

  @Test
  void a_record_too_large_to_be_lambdas_is_left_alone() {
    world.record("x".repeat((1 << 20) + 1));
    world.failedInvocation("a");

    RedriveSummary summary = world.redrive();

    assertThat(world.storedLines()).containsExactly("a");
    assertThat(world.store.keys(FAILURES)).hasSize(1);
    assertThat(summary.warnings().getFirst()).contains("more than 1048576 bytes");
  }

  @Test
  void young_objects_wait() {
    world.store.setTime(World.NOW.minusSeconds(59));
    world.failedInvocation("young");
    world.store.setTime(World.NOW.minusSeconds(61));
    world.failedInvocation("old");

    RedriveSummary summary = world.redrive();

    assertThat(world.storedLines()).containsExactly("old");
    assertThat(summary.objects().tooYoung()).isEqualTo(1);
    assertThat(summary.oldestUndelivered()).contains(Duration.ofSeconds(59));
  }

  @Test
  void an_object_that_is_gone_meanwhile_is_fine() {
    String key = world.failedInvocation("a");
    world.failedInvocation("b");
    world.store.always(
        Failure.NONE,
        call -> {
          if (call.operation() == Operation.OPEN && call.key().equals(key)) {
            delete(key);
          }
          return false;
        });

    RedriveSummary summary = world.redrive();

    assertThat(summary.objects().gone()).isEqualTo(1);
    assertThat(summary.failed()).isFalse();
    assertThat(world.storedLines()).containsExactly("b");
  }

  @Test
  void a_delete_that_is_refused_stops_it_and_is_told_as_a_problem() {
    for (int i = 0; i < 20; i++) {
      world.failedInvocation("line " + i);
    }
    world.store.always(Failure.REFUSED, call -> call.operation() == Operation.DELETE);

    RedriveSummary summary = world.redrive();

    assertThat(summary.failed()).isTrue();
    assertThat(summary.problem()).contains("cannot be deleted");
    assertThat(world.cluster.documents()).hasSize(1);
    assertThat(world.store.keys(FAILURES)).hasSize(20);
  }

  @Test
  void a_listing_that_fails_does_not_keep_the_other_sources_waiting() throws IOException {
    refuse("rules-0", "r");
    world.failedInvocation("a");
    world.store.always(
        Failure.REFUSED,
        call -> call.operation() == Operation.LIST && call.bucket().equals(FAILURES));

    RedriveSummary summary = world.redrive();

    assertThat(summary.problem()).contains("a listing failed");
    assertThat(summary.oldestUndelivered()).as("unknown").isEmpty();
    assertThat(world.storedLines()).containsExactly("r");
  }

  @Test
  void no_object_is_begun_without_time_for_it() {
    world.failedInvocation("a");

    RedriveSummary summary =
        world.redrive(RedriveRequest.SCHEDULED, new PassingTime(Duration.ofSeconds(14)));

    assertThat(world.cluster.requests()).isZero();
    assertThat(summary.stopped()).contains("no time left");
    assertThat(summary.objects().left()).isEqualTo(1);
  }

  @Test
  void a_drain_ends_when_several_objects_in_a_row_fail() {
    world.parallelObjects = 1;
    for (int i = 0; i < 30; i++) {
      world.failedInvocation("line " + i);
    }
    world.store.always(
        Failure.REFUSED,
        call -> call.operation() == Operation.OPEN && world.store.keys(FAILURES).size() <= 25);

    RedriveSummary summary = world.redrive();

    assertThat(summary.objects().settled()).isEqualTo(5);
    assertThat(summary.stopped()).contains("3 objects in a row");
    long opened =
        world.store.calls().stream().filter(call -> call.operation() == Operation.OPEN).count();
    assertThat(opened).isEqualTo(8);
  }

  @Test
  void refused_documents_wait_while_the_rules_are_the_same() throws IOException {
    refuse("rules-1", "r");

    RedriveSummary summary = world.redrive();

    assertThat(world.cluster.requests()).isZero();
    assertThat(summary.objects().waiting()).isEqualTo(1);
    assertThat(summary.oldestUndelivered()).contains(Duration.ZERO);
  }

  @Test
  void refused_documents_are_sent_as_they_are_stored_once_the_rules_differ() throws IOException {
    refuse("rules-0", "r");

    RedriveSummary summary = world.redrive();

    assertThat(world.cluster.documents()).containsExactly(document("r"));
    assertThat(world.store.keys(DEAD)).isEmpty();
    assertThat(summary.ledger().indexed()).isEqualTo(1);
  }

  @Test
  void documents_refused_again_are_kept_with_all_attempts_and_then_wait() throws IOException {
    refuse("rules-0", "REFUSED");
    world.cluster.refuses("REFUSED");
    List<String> before = world.store.keys(DEAD);

    RedriveSummary summary = world.redrive();

    assertThat(summary.ledger().deadLettered()).isEqualTo(1);
    assertThat(world.store.keys(DEAD)).hasSize(1).doesNotContainAnyElementsOf(before);
    RefusedDocument letter = (RefusedDocument) letters("refused/").getFirst();
    assertThat(letter.refusal().attempts()).isEqualTo(7 + 1);
    assertThat(new String(letter.document(), StandardCharsets.UTF_8))
        .isEqualTo(document("REFUSED"));

    int requests = world.cluster.requests();
    assertThat(world.redrive().objects().waiting()).isEqualTo(1);
    assertThat(world.cluster.requests()).isEqualTo(requests);
  }

  @Test
  void the_operator_has_refused_documents_tried_again_by_prefix() throws IOException {
    refuse("rules-1", "r");

    RedriveSummary other =
        world.redrive(new RedriveRequest(Optional.of("refused/2026/11/21/"), Optional.empty()));
    assertThat(other.objects().waiting()).isEqualTo(1);
    RedriveSummary asked =
        world.redrive(new RedriveRequest(Optional.of("refused/2026/11/22/"), Optional.empty()));

    assertThat(asked.objects().settled()).isEqualTo(1);
    assertThat(world.cluster.documents()).hasSize(1);
  }

  @Test
  void unreadable_payloads_that_can_be_read_now_are_delivered() throws IOException {
    unreadable(Payloads.gzip(world.envelope("a")));
    unreadable(world.event("b"));
    unreadable(
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
    unreadable(Payloads.gzip(world.envelope("a")));
    refuse("rules-1", "r");

    world.readingRules = "reading-2";
    assertThat(world.redrive().objects())
        .isEqualTo(new RedriveSummary.Objects(2, 1, 0, 1, 0, 0, 0));
    assertThat(world.storedLines()).containsExactly("a");

    unreadable(Payloads.gzip(world.envelope("b")));
    world.rules = "rules-2";
    assertThat(world.redrive().objects())
        .isEqualTo(new RedriveSummary.Objects(2, 1, 0, 1, 0, 0, 0));
    assertThat(world.store.keys(DEAD)).singleElement().asString().startsWith("unreadable/");
  }

  @Test
  void an_unreadable_payload_stays_one_letter_however_often_it_is_tried() throws IOException {
    unreadable("junk".getBytes(StandardCharsets.UTF_8));

    for (int i = 0; i < 3; i++) {
      world.redrive(ALL);
      Letter.UnreadablePayload letter =
          (Letter.UnreadablePayload) letters("unreadable/").getFirst();
      assertThat(letters("unreadable/")).hasSize(1);
      assertThat(letter.payload()).asString(StandardCharsets.UTF_8).isEqualTo("junk");
    }
  }

  @Test
  void a_damaged_dead_letter_object_is_delivered_as_far_as_it_goes_and_moved() throws IOException {
    refuse("rules-0", "r");
    String key = world.store.keys(DEAD).getFirst();
    byte[] whole = world.store.content(DEAD, key).orElseThrow();
    byte[] cut = Arrays.copyOf(whole, whole.length - 6);
    delete(DEAD, key);
    world.put(DEAD, key, cut);

    RedriveSummary summary = world.redrive();

    assertThat(world.cluster.documents()).containsExactly(document("r"));
    assertThat(world.store.keys(DEAD)).hasSize(1).first().asString().startsWith("unreadable/");
    Letter.UnreadablePayload letter = (Letter.UnreadablePayload) letters("unreadable/").getFirst();
    assertThat(letter.payload()).isEqualTo(cut);
    assertThat(summary.objects().moved()).isEqualTo(1);
  }

  @Test
  void dead_letters_of_a_newer_form_are_left_alone_and_hold_up_nobody() throws IOException {
    for (String key :
        List.of("refused/2026/11/22/x/newer.ndjson.gz", "unreadable/newer.ndjson.gz")) {
      world.put(
          DEAD,
          key,
          Payloads.gzip(
              "{\"form\":\"logferry.dead-letters\",\"version\":2,\"new\":true}\nanything\n"));
    }
    refuse("rules-0", "r");

    RedriveSummary summary = world.redrive();

    assertThat(world.cluster.documents()).containsExactly(document("r"));
    assertThat(world.store.keys(DEAD)).hasSize(2).allMatch(key -> key.contains("newer"));
    assertThat(summary.objects()).isEqualTo(new RedriveSummary.Objects(3, 1, 2, 0, 0, 0, 0));
    assertThat(summary.warnings())
        .hasSize(2)
        .allMatch(warning -> warning.contains("version 2") && warning.contains("newer release"));
    assertThat(summary.stopped()).isEmpty();
  }

  @Test
  void a_stream_that_breaks_leaves_the_object() throws IOException {
    refuse("rules-0", "r");
    world.store.next(Operation.OPEN, Failure.STREAM_BREAKS);

    RedriveSummary summary = world.redrive();

    assertThat(summary.objects().left()).isEqualTo(1);
    assertThat(world.store.keys(DEAD)).hasSize(1);
    assertThat(world.redrive().objects().settled()).isEqualTo(1);
    assertThat(world.cluster.documents()).hasSize(1);
  }

  private void refuse(String writtenUnder, String text) throws IOException {
    String ours = world.rules;
    world.rules = writtenUnder;
    DeadLetters letters = world.deadLetters(invocation());
    letters.refused(
        new LogDocument(
            new DataStream("test", "default"),
            "id-" + text,
            document(text).getBytes(StandardCharsets.UTF_8),
            0,
            Set.of(),
            0),
        new Refusal(400, "document_parsing_exception", "f", "reason", 7));
    assertThat(letters.finish().letters()).isEqualTo(1);
    world.rules = ours;
  }

  private void unreadable(byte[] payload) {
    DeadLetters letters = world.deadLetters(invocation());
    letters.unreadable(0, payload, "why");
    assertThat(letters.finish().letters()).isEqualTo(1);
  }

  private static Invocation invocation() {
    return new Invocation("first", new PassingTime(Duration.ofMinutes(1)));
  }

  private static String document(String text) {
    return "{\"@timestamp\":\"2026-11-22T10:00:00.000Z\",\"message\":\"%s\"}".formatted(text);
  }

  private List<Letter> letters(String prefix) throws IOException {
    List<Letter> letters = new ArrayList<>();
    for (String key : world.store.keys(DEAD)) {
      if (key.startsWith(prefix)) {
        byte[] object = world.store.content(DEAD, key).orElseThrow();
        try (DeadLetterReader reader = DeadLetterReader.of(new ByteArrayInputStream(object))) {
          for (var next = reader.next(); next.isPresent(); next = reader.next()) {
            letters.add(next.get());
          }
        }
      }
    }
    return letters;
  }

  private void delete(String key) {
    delete(FAILURES, key);
  }

  private void delete(String bucket, String key) {
    try {
      world.store.delete(bucket, key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
