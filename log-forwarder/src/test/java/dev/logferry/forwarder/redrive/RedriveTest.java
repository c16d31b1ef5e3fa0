package dev.logferry.forwarder.redrive;

import static dev.logferry.forwarder.redrive.World.DEAD;
import static dev.logferry.forwarder.redrive.World.FAILURES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.Outcome;
import dev.logferry.forwarder.bulk.BulkReply.RequestRejected;
import dev.logferry.forwarder.bulk.BulkReply.Unreachable;
import dev.logferry.forwarder.bulk.Cause;
import dev.logferry.forwarder.deadletter.DeadLetter;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.redrive.World.PassingTime;
import dev.logferry.forwarder.report.RedriveSummary;
import dev.logferry.forwarder.testing.InMemoryObjectStore.Failure;
import dev.logferry.forwarder.testing.InMemoryObjectStore.Operation;
import dev.logferry.forwarder.testing.Payloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedriveTest {

  private final World world = new World();
  private final WorldsLetters kept = new WorldsLetters(world);

  @Test
  void brings_in_what_lambda_gave_up_and_deletes_it() {
    world.failedInvocation("a", "b");
    world.failedInvocation("c");

    RedriveSummary summary = world.redrive();

    assertThat(world.storedLines()).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(world.store.keys(FAILURES)).isEmpty();
    assertThat(summary.objects()).isEqualTo(new RedriveSummary.Objects(2, 2, 0, 0, 0, 0, 0, 0, 0));
    assertThat(summary.ledger().count(Outcome.INDEXED)).isEqualTo(3);
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
    assertThat(summary.ledger().count(Outcome.DUPLICATE)).isEqualTo(4);
    assertThat(world.store.keys(FAILURES)).isEmpty();
  }

  @Test
  void a_cluster_that_is_away_gets_one_object_and_not_all() {
    world.cluster.down(true);
    for (int i = 0; i < 50; i++) {
      world.failedInvocation("line " + i);
    }

    RedriveSummary summary = world.redrive();

    long opened =
        world.store.calls().stream().filter(call -> call.operation() == Operation.OPEN).count();
    assertThat(opened).isEqualTo(1);
    assertThat(summary.objects().left()).isEqualTo(50);
    assertThat(summary.stopped()).contains("down");
    assertThat(summary.oldestUndelivered()).contains(Duration.ofHours(1));
    assertThat(summary.failed()).isFalse();
    assertThat(world.store.keys(FAILURES)).hasSize(50);
  }

  @Test
  void a_probe_does_not_use_up_the_time_of_the_invocation() {
    world.cluster.down(true);
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
        "{\"requestPayload\":{\"source\":\"aws.events\"}}",
        "{\"payload\":\"not json\"}",
        "{\"KinesisBatchInfo\":{\"shardId\":\"shardId-0\"}}",
        "{\"payload\":{\"Records\":[{\"eventSource\":\"aws:kinesis\",\"kinesis\":{\"sequenceNumber\":\"1\",\"data\":\"aGVsbG8=\"}}]}}",
        "{\"requestPayload\":{\"Records\":[{\"eventSource\":\"aws:sqs\",\"messageId\":\"m\",\"body\":\"an order\"}]}}",
      })
  void what_belongs_to_another_function_is_left_alone_and_reported(String text) {
    String key = world.record(text);
    world.failedInvocation("a");

    RedriveSummary summary = world.redrive();

    assertThat(world.storedLines()).containsExactly("a");
    assertThat(world.store.keys(FAILURES)).containsExactly(key);
    assertThat(world.store.keys(DEAD)).isEmpty();
    assertThat(summary.objects()).isEqualTo(new RedriveSummary.Objects(2, 1, 0, 0, 0, 0, 1, 0, 0));
    assertThat(summary.warnings().getFirst()).contains(key, "not Logferry's");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"aGVsbG8=\"", "7"})
  void a_subscription_event_that_can_never_be_read_is_moved_with_a_warning(String data)
      throws IOException {
    String key = world.record("{\"requestPayload\":{\"awslogs\":{\"data\":%s}}}".formatted(data));
    RedriveSummary summary = world.redrive();

    assertThat(world.store.keys(FAILURES)).isEmpty();
    assertThat(kept.letters("malformed/")).hasSize(1);
    assertThat(summary.objects().moved()).isEqualTo(1);
    assertThat(summary.warnings().getFirst()).contains(key, "became", "malformed dead letter");
    assertThat(world.redrive().objects().waiting()).isEqualTo(1);
  }

  @Test
  void what_says_nothing_about_the_cluster_does_not_count_as_a_probe() {
    for (int i = 0; i < 10; i++) {
      world.record("{\"requestPayload\":{\"awslogs\":{\"data\":\"junk %d\"}}}".formatted(i));
    }
    world.cluster.down(true);
    world.failedInvocation("a");
    world.failedInvocation("b");

    RedriveSummary summary = world.redrive();

    assertThat(world.cluster.requests()).isZero();
    assertThat(summary.objects().left()).isGreaterThanOrEqualTo(2);
    assertThat(world.store.keys(FAILURES)).hasSize(summary.objects().left());
  }

  @Test
  void one_data_stream_that_fails_does_not_delay_the_others() {
    world.parallelObjects = 4;
    world.cluster.rejects(
        new DataStream("sick", "default"), new Cause(503, "some_exception", "", ""));
    for (int i = 0; i < 1000; i++) {
      world.failedInvocationOf("/ecs/sick", "sick " + i);
    }
    for (int i = 0; i < 1000; i++) {
      world.failedInvocationOf("/ecs/other-" + i % 7, "other " + i);
    }

    world.redrive();
    world.redrive();

    assertThat(world.storedLines()).hasSize(1000).allMatch(line -> line.startsWith("other"));
    assertThat(world.store.keys(FAILURES)).hasSize(1000);
  }

  @Test
  void a_data_stream_that_is_blocked_does_not_delay_the_others() throws IOException {
    world.cluster.rejects(
        new DataStream("sick", "default"), new Cause(403, "cluster_block_exception", "", ""));
    for (int i = 0; i < 1000; i++) {
      world.failedInvocationOf("/ecs/sick", "sick " + i);
    }
    for (int i = 0; i < 1000; i++) {
      world.failedInvocationOf("/ecs/other", "other " + i);
    }

    world.redrive();
    world.redrive();
    assertThat(world.storedLines()).hasSize(1000).allMatch(line -> line.startsWith("other"));

    world.cluster.acceptsEverything();
    world.redrive();
    assertThat(world.storedLines()).hasSize(2000).doesNotHaveDuplicates();
    assertThat(world.store.keys(DEAD)).isEmpty();
    assertThat(world.store.keys(FAILURES)).isEmpty();
  }

  @Test
  void a_proxy_that_rejects_one_line_costs_that_line_once_elasticsearch_has_answered()
      throws IOException {
    world.cluster.replies(
        request ->
            request.documents().stream().anyMatch(RedriveTest::isAttack)
                ? Optional.of(new RequestRejected(Cause.ofStatus(403), false, Optional.empty()))
                : Optional.empty());
    world.failedInvocation("fine 1", "ATTACK", "fine 2");
    world.failedInvocation("fine 3");

    world.redrive();
    world.redrive();

    assertThat(world.storedLines()).containsExactlyInAnyOrder("fine 1", "fine 2", "fine 3");
    assertThat(kept.letters("rejected/"))
        .singleElement()
        .isInstanceOfSatisfying(
            DeadLetter.RejectedDocument.class,
            letter -> assertThat(letter.rejection().cause().status()).isEqualTo(403));
  }

  private static boolean isAttack(LogDocument document) {
    return new String(document.json(), StandardCharsets.UTF_8).contains("ATTACK");
  }

  @Test
  void a_clock_that_is_behind_keeps_nothing_waiting_and_is_reported() {
    world.failedInvocation("a");
    world.now = World.NOW.minus(Duration.ofDays(3650));

    RedriveSummary summary = world.redrive();

    assertThat(world.storedLines()).containsExactly("a");
    assertThat(summary.warnings().getFirst()).contains("clock says 2016");
  }

  @Test
  void large_objects_wait_for_each_other_and_are_delivered_all_the_same() {
    world.memoryBytes = 4096;
    for (int i = 0; i < 20; i++) {
      world.failedInvocation("line " + i + " " + "x".repeat(5000));
    }

    world.redrive();

    assertThat(world.cluster.documents()).hasSize(20);
    assertThat(world.store.keys(FAILURES)).isEmpty();
  }

  @Test
  void nothing_is_deleted_when_its_dead_letter_cannot_be_written() {
    world.record("{\"requestPayload\":{\"awslogs\":{\"data\":\"junk\"}}}");
    world.store.always(Failure.REFUSED, call -> call.operation() == Operation.PUT);

    RedriveSummary summary = world.redrive();

    assertThat(world.store.keys(FAILURES)).hasSize(1);
    assertThat(summary.ledger().count(Outcome.RETURNED)).isEqualTo(1);
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
    assertThat(kept.letters("malformed/")).hasSize(1);
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

    assertThat(kept.letters("malformed/"))
        .extracting(letter -> ((DeadLetter.MalformedPayload) letter).payload())
        .containsExactly(poison, new byte[0], poison);
    assertThat(kept.letters("malformed/"))
        .extracting(letter -> ((DeadLetter.MalformedPayload) letter).why())
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
    DeadLetter.MalformedPayload letter =
        (DeadLetter.MalformedPayload) kept.letters("malformed/").getFirst();
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
    assertThat(summary.warnings()).singleElement().asString().contains("cannot be deleted");
    assertThat(world.cluster.documents()).hasSize(1);
    assertThat(world.store.keys(FAILURES)).hasSize(20);
  }

  @Test
  void a_listing_that_fails_does_not_keep_the_other_sources_waiting() throws IOException {
    kept.reject("rules-0", "r");
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
  void a_cluster_that_goes_down_meanwhile_gets_a_few_objects_more_and_not_all() {
    world.parallelObjects = 1;
    for (int i = 0; i < 30; i++) {
      world.failedInvocation("line " + i);
    }
    world.cluster.replies(
        _ ->
            world.store.keys(FAILURES).size() <= 25
                ? Optional.of(new Unreachable("went down"))
                : Optional.empty());

    RedriveSummary summary = world.redrive();

    assertThat(summary.objects().settled()).isEqualTo(5);
    assertThat(summary.objects().left()).isEqualTo(25);
    assertThat(summary.stopped()).contains("went down");
    long opened =
        world.store.calls().stream().filter(call -> call.operation() == Operation.OPEN).count();
    assertThat(opened).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 406})
  void what_no_object_can_change_ends_the_run_at_once(int status) {
    for (int i = 0; i < 10; i++) {
      world.failedInvocation("line " + i);
    }
    world.cluster.replies(
        _ ->
            Optional.of(
                new RequestRejected(
                    new Cause(status, "some_exception", "", ""), true, Optional.empty())));

    RedriveSummary summary = world.redrive();

    assertThat(world.cluster.requests()).isEqualTo(1);
    assertThat(summary.objects().left()).isEqualTo(10);
    assertThat(summary.stopped()).contains("request rejected with " + status);
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
