package dev.logferry.forwarder.redrive;

import static dev.logferry.forwarder.redrive.World.DEAD;
import static dev.logferry.forwarder.redrive.World.FAILURES;
import static dev.logferry.forwarder.redrive.World.FIREHOSE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.Outcome;
import dev.logferry.forwarder.OutcomeCounts;
import dev.logferry.forwarder.deadletter.DeadLetters;
import dev.logferry.forwarder.report.RedriveSummary;
import dev.logferry.forwarder.testing.InMemoryObjectStore.Failure;
import dev.logferry.forwarder.testing.InMemoryObjectStore.Operation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Failed invocations of the object route: their records name objects that hold the events. */
class ObjectRouteTest {

  private static final RedriveRequest ALL =
      new RedriveRequest(Optional.of(""), Optional.of(""), false);

  private final World world = new World();

  @Test
  void the_objects_that_s3_told_of_are_forwarded_and_the_record_is_deleted() {
    record(World.objectEvent(world.firehoseObject("a", "b"), world.firehoseObject("c")));

    RedriveSummary summary = world.redrive();

    assertThat(world.storedLines()).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(world.store.keys(FAILURES)).isEmpty();
    assertThat(world.store.keys(FIREHOSE)).as("the archive is not ours to delete").hasSize(2);
    assertThat(summary.objects()).isEqualTo(new RedriveSummary.Objects(1, 1, 0, 0, 0, 0, 0, 0, 0));
    assertThat(summary.ledger().count(Outcome.INDEXED)).isEqualTo(3);
  }

  @Test
  void the_object_that_eventbridge_told_of_is_forwarded() {
    record(
        """
        {"version":"0","detail-type":"Object Created","source":"aws.s3",\
        "detail":{"bucket":{"name":"%s"},"object":{"key":"%s"}}}"""
            .formatted(FIREHOSE, world.firehoseObject("a")));

    world.redrive();

    assertThat(world.storedLines()).containsExactly("a");
    assertThat(world.store.keys(FAILURES)).isEmpty();
  }

  @Test
  void what_was_stored_before_a_rollover_is_not_stored_again() {
    record(World.objectEvent(world.firehoseObject("a", "b", "c", "d")));
    world.store.next(Operation.DELETE, Failure.REFUSED);
    world.redrive();
    world.cluster.rollOver();

    RedriveSummary summary = world.redrive();

    assertThat(world.storedLines()).containsExactlyInAnyOrder("a", "b", "c", "d");
    assertThat(summary.ledger().count(Outcome.DUPLICATE)).isEqualTo(4);
    assertThat(world.store.keys(FAILURES)).isEmpty();
  }

  @Test
  void a_record_of_an_object_that_is_gone_stays_and_is_told_and_holds_up_nobody() {
    world.parallelObjects = 1;
    for (int i = 0; i < 8; i++) {
      record(World.objectEvent("gone " + i));
    }
    world.failedInvocation("a");

    RedriveSummary summary = world.redrive();

    assertThat(world.storedLines()).containsExactly("a");
    assertThat(world.store.keys(FAILURES)).hasSize(8);
    assertThat(summary.objects().left()).isEqualTo(8);
    assertThat(summary.stopped()).isEmpty();
    assertThat(summary.failed()).isFalse();
    assertThat(summary.warnings())
        .hasSize(8)
        .allMatch(it -> it.contains("/gone "))
        .allMatch(it -> it.contains("it is gone"));
  }

  @Test
  void beside_an_object_that_is_gone_the_others_are_forwarded() {
    record(World.objectEvent(world.firehoseObject("a"), "gone", world.firehoseObject("b")));

    RedriveSummary summary = world.redrive();

    assertThat(world.storedLines()).containsExactlyInAnyOrder("a", "b");
    assertThat(world.store.keys(FAILURES)).hasSize(1);
    assertThat(summary.ledger().count(Outcome.RETURNED)).isEqualTo(1);
  }

  @Test
  void a_broken_object_is_forwarded_as_far_as_it_goes_and_its_record_stays() {
    String key = world.firehoseObject("a", "b", "c", "d", "e", "f");
    byte[] whole = world.store.content(FIREHOSE, key).orElseThrow();
    world.put(FIREHOSE, key, Arrays.copyOf(whole, whole.length - 9));
    record(World.objectEvent(key));

    RedriveSummary summary = world.redrive();
    assertThat(world.store.keys(FAILURES)).hasSize(1);
    assertThat(world.store.keys(DEAD)).as("the object keeps itself").isEmpty();
    assertThat(summary.warnings().getFirst()).contains(FIREHOSE + "/" + key, "truncated");

    world.put(FIREHOSE, key, whole);
    world.redrive();
    assertThat(world.storedLines()).containsExactlyInAnyOrder("a", "b", "c", "d", "e", "f");
    assertThat(world.store.keys(FAILURES)).isEmpty();
  }

  @Test
  void a_cluster_that_is_away_is_told_by_the_first_object() {
    for (int i = 0; i < 10; i++) {
      record(World.objectEvent(world.firehoseObject("line " + i)));
    }
    world.cluster.down(true);

    RedriveSummary summary = world.redrive();

    assertThat(summary.stopped()).contains("down");
    long opened =
        world.store.calls().stream().filter(call -> call.operation() == Operation.OPEN).count();
    assertThat(opened).as("one record and its object").isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_letter_that_holds_such_an_event_is_settled_once_its_object_is_there(boolean asRecord) {
    String event = World.objectEvent("late");
    OutcomeCounts counts = new OutcomeCounts();
    DeadLetters letters = world.deadLetters(counts);
    String payload = asRecord ? World.asyncRecord(event) : event;
    letters.malformed(0, payload.getBytes(StandardCharsets.UTF_8), "an older one could not");
    letters.finish();
    assertThat(counts.count(Outcome.DEAD_LETTERED)).isEqualTo(1);
    List<String> before = world.store.keys(DEAD);

    RedriveSummary gone = world.redrive(ALL);
    assertThat(world.store.keys(DEAD)).isEqualTo(before);
    assertThat(gone.warnings().getFirst()).contains("it is gone");

    copy(world.firehoseObject("a"), "late");
    world.redrive(ALL);
    assertThat(world.storedLines()).containsExactly("a");
    assertThat(world.store.keys(DEAD)).isEmpty();
  }

  @Test
  void an_event_that_is_understood_in_part_stays_and_makes_no_letter_however_often_it_is_tried() {
    String good = World.objectEvent(world.firehoseObject("a"));
    String event =
        "{\"Records\":[%s,%s,%s]}"
            .formatted(message("m1", "junk"), message("m2", good), message("m3", "{}"));
    record(event);

    world.redrive();
    RedriveSummary summary = world.redrive();

    assertThat(world.storedLines()).containsExactly("a");
    assertThat(world.store.keys(FAILURES)).hasSize(1);
    assertThat(world.store.keys(DEAD)).isEmpty();
    assertThat(summary.warnings().getFirst()).contains("in its body");
    assertThat(summary.stopped()).isEmpty();
  }

  @Test
  void messages_of_which_none_names_an_object_are_of_another_function_and_left_alone() {
    record("{\"Records\":[%s,%s]}".formatted(message("m1", "junk"), message("m2", "{}")));

    RedriveSummary summary = world.redrive();

    assertThat(world.store.keys(FAILURES)).hasSize(1);
    assertThat(world.store.keys(DEAD)).isEmpty();
    assertThat(summary.objects().foreign()).isEqualTo(1);
  }

  @Test
  void a_test_event_of_s3_is_settled() {
    record(
        "{\"Records\":[%s]}"
            .formatted(message("m", "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}")));

    assertThat(world.redrive().objects().settled()).isEqualTo(1);
    assertThat(world.store.keys(FAILURES)).isEmpty();
  }

  private void record(String requestPayload) {
    world.record(World.asyncRecord(requestPayload));
  }

  private void copy(String from, String to) {
    world.put(FIREHOSE, to, world.store.content(FIREHOSE, from).orElseThrow());
  }

  private static String message(String id, String body) {
    return "{\"messageId\":\"%s\",\"body\":%s,\"eventSource\":\"aws:sqs\"}"
        .formatted(id, JsonMapper.shared().writeValueAsString(body));
  }
}
