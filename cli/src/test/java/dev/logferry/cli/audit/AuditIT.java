package dev.logferry.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.elasticsearch.core.search.Hit;
import dev.logferry.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole pipeline, with losses; {@code -Dlogferry.audit.events=100000} is the full size. */
@TestInstance(Lifecycle.PER_CLASS)
class AuditIT {
  private static final int EVENTS = Integer.getInteger("logferry.audit.events", 2_000);
  private static final long START = CommandRun.NOW.minus(Duration.ofHours(3)).toEpochMilli();
  private static final String FROM = "2026-11-22T06:00:00Z";
  private static final String TO = "2026-11-22T09:30:00Z";

  @TempDir private static Path folder;
  private AuditedPipeline pipeline;

  @BeforeAll
  void start() throws IOException {
    pipeline = new AuditedPipeline(folder);
  }

  @AfterAll
  void stop() {
    pipeline.close();
  }

  private static Stream<String> errors(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            number ->
                "{\"log.level\":\"ERROR\",\"service.name\":\"api\",\"message\":\"event %d\"}"
                    .formatted(number));
  }

  private CommandRun audit(String group, String... more) {
    String[] arguments = {"audit", "--log-group", group, "--from", FROM, "--to", TO, "--json"};
    return pipeline.run(
        Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new));
  }

  private static List<String> eventIds(CommandRun run, String kind) {
    return AuditedPipeline.jsonLines(run).stream()
        .filter(line -> line.path("kind").asString().equals(kind))
        .map(line -> line.path("event_id").asString())
        .toList();
  }

  private static JsonNode counts(CommandRun run, String group) {
    JsonNode summary = AuditedPipeline.jsonLines(run).getLast();
    return summary.path("log_groups").path(group);
  }

  @Test
  void it_names_exactly_what_is_missing_or_doubled_and_repairs_it() throws Exception {
    String group = "/ecs/audited";
    pipeline.createGroup(group);
    pipeline.put(group, START, errors(500)); // nobody subscribes yet
    pipeline.subscribe(group, "ERROR");
    pipeline.put(group, START + 600_000, errors(EVENTS - 500));
    pipeline.put(group, START + 3_600_000, Stream.of("ERROR health check", "INFO fine"));
    pipeline.awaitDelivery();
    assertThat(pipeline.stored(group)).isEqualTo(EVENTS - 500);
    List<Hit<JsonNode>> deleted = pipeline.documents(group, 100, 10);
    List<Hit<JsonNode>> doubled = pipeline.documents(group, 200, 10);
    pipeline.delete(deleted);
    pipeline.copy(doubled, AuditedPipeline.dataStream(doubled.getFirst()));
    pipeline.refresh();

    CommandRun first = audit(group);

    assertThat(first.exitCode()).as(first.err()).isEqualTo(1);
    assertThat(first.err()).contains("pattern ERROR (the subscription filter errors)");
    List<String> missing = eventIds(first, "missing");
    assertThat(missing)
        .hasSize(510)
        .doesNotHaveDuplicates()
        .containsAll(deleted.stream().map(AuditedPipeline::eventId).toList());
    assertThat(eventIds(first, "stored_twice"))
        .containsExactlyInAnyOrderElementsOf(
            doubled.stream().map(AuditedPipeline::eventId).toList());
    JsonNode counts = counts(first, group);
    assertThat(counts.path("events").asInt()).isEqualTo(EVENTS + 1);
    assertThat(counts.path("stored").asInt()).isEqualTo(EVENTS - 510);
    assertThat(counts.path("filtered_by").path("LOGFERRY_EXCLUDE_PATTERN").asInt()).isEqualTo(1);
    assertThat(counts.path("only_in_elasticsearch").asInt()).isZero();

    CommandRun repair = audit(group, "--repair");
    assertThat(repair.exitCode()).as(repair.err()).isZero();
    assertThat(eventIds(repair, "missing")).containsExactlyInAnyOrderElementsOf(missing);
    assertThat(counts(repair, group).path("repaired").asInt()).isEqualTo(520);

    pipeline.refresh();
    CommandRun second = audit(group);
    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(AuditedPipeline.jsonLines(second)).hasSize(1);
    assertThat(pipeline.stored(group)).isEqualTo(EVENTS);
    assertThat(pipeline.documents(group, 100, 10))
        .extracting(Hit::id)
        .as("under the ids that the function gives")
        .doesNotContainNull()
        .allMatch(id -> String.valueOf(id).length() == 20);
  }

  @Test
  void events_in_a_record_of_a_failed_invocation_are_undelivered_and_can_be_repaired() {
    String group = "/ecs/undelivered";
    pipeline.createGroup(group);
    pipeline.put(group, START, errors(5));
    pipeline.keepUndelivered(group, pipeline.page(group, null).events().subList(0, 3));

    CommandRun run = audit(group);

    assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
    assertThat(eventIds(run, "undelivered")).hasSize(3);
    assertThat(eventIds(run, "missing")).hasSize(2);
    assertThat(run.out())
        .contains("RetriesExhausted; in s3://failures/aws/lambda/async/x/a")
        .contains("\"not delivered, or deleted afterwards\"");

    CommandRun repair = audit(group, "--repair");
    assertThat(repair.exitCode()).as(repair.err()).isZero();
    assertThat(counts(repair, group).path("repaired").asInt()).isEqualTo(5);
  }

  @Test
  void a_copy_in_another_data_stream_is_reported_and_stays() throws Exception {
    String group = "/ecs/two-subscriptions";
    pipeline.createGroup(group);
    pipeline.subscribe(group, "");
    pipeline.put(group, START, errors(3));
    pipeline.awaitDelivery();
    List<Hit<JsonNode>> copied = pipeline.documents(group, 0, 1);
    pipeline.copy(copied, "logs-generic-default");
    pipeline.refresh();

    CommandRun repair = audit(group, "--repair");

    assertThat(repair.exitCode()).as(repair.err()).isEqualTo(1);
    assertThat(eventIds(repair, "stored_twice"))
        .containsExactly(AuditedPipeline.eventId(copied.getFirst()));
    assertThat(repair.out()).contains("deletes no copy in another data stream");
    pipeline.refresh();
    assertThat(pipeline.stored(group)).isEqualTo(4);
  }

  @Test
  void an_interrupted_audit_continues_and_throttling_is_survived() throws Exception {
    String group = "/ecs/interrupted";
    pipeline.createGroup(group);
    pipeline.put(group, START, errors(50));
    pipeline.subscribe(group, "");
    pipeline.put(group, START + 1_000_000, errors(500));
    pipeline.put(group, START + 5_000_000, errors(500));
    pipeline.awaitDelivery();
    CommandRun whole = audit(group);

    pipeline.requestsUntilDenied.set(70);
    CommandRun interrupted = audit(group);
    pipeline.throttledRequests.set(5);
    CommandRun continued = audit(group);

    assertThat(interrupted.exitCode()).isEqualTo(3);
    assertThat(interrupted.err()).contains("AccessDenied");
    assertThat(continued.err()).contains("continuing after");
    assertThat(continued.out()).isEqualTo(whole.out());
    assertThat(eventIds(continued, "missing")).hasSize(50);
  }

  @Test
  void ids_that_do_not_agree_at_all_are_no_verdict() throws Exception {
    String group = "/ecs/other-ids";
    pipeline.createGroup(group);
    pipeline.subscribe(group, "");
    pipeline.put(group, START, errors(150));
    pipeline.awaitDelivery();
    List<Hit<JsonNode>> documents = pipeline.documents(group, 0, 150);
    pipeline.delete(documents);
    pipeline.copyWithOtherEventIds(documents);
    pipeline.refresh();

    CommandRun run = audit(group);

    assertThat(run.exitCode()).as(run.out()).isEqualTo(3);
    assertThat(run.err()).contains("the ids do not match");
  }

  @Test
  void a_range_that_ends_now_is_a_usage_error() {
    CommandRun run =
        pipeline.run("audit", "--log-group", "/ecs/any", "--from", "1h", "--to", "now");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("less than 300 s ago");
  }

  @Test
  void a_group_that_is_not_there_is_named() {
    CommandRun run = audit("/ecs/none");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("there is no log group /ecs/none");
  }

  @Test
  void the_report_for_a_person_says_what_to_do_and_a_page_has_it_too() throws Exception {
    String group = "/ecs/report";
    pipeline.createGroup(group);
    pipeline.put(group, START, errors(3));
    Path page = folder.resolve("report.html");

    CommandRun run =
        pipeline.run(
            "audit", "--log-group", group, "--from", FROM, "--to", TO, "--html", page.toString());

    assertThat(run.out())
        .contains("events in CloudWatch", "missing", "3 events need attention. --repair stores")
        .containsPattern("missing +2026-11-22T07:00:00Z  " + AuditedPipeline.STREAM)
        .containsPattern("event \\d{56}");
    assertThat(Files.readString(page)).contains("<h2>" + group, "3 events need attention");
  }

  @Test
  void a_backfill_with_three_interruptions_stores_every_event_once() throws Exception {
    String group = "/ecs/backfilled";
    pipeline.createGroup(group);
    pipeline.put(group, START, errors(EVENTS));
    pipeline.put(group, START + 5_000_000, errors(EVENTS));
    String[] backfill = {
      "backfill", "--log-group", group, "--from", FROM, "--to", TO, "--rate", "0", "--json"
    };

    for (int interruption = 1; interruption <= 3; interruption++) {
      pipeline.requestsUntilDenied.set(28);
      assertThat(pipeline.run(backfill).exitCode()).isEqualTo(3);
    }
    CommandRun last = pipeline.run(backfill);

    assertThat(last.exitCode()).as(last.err()).isZero();
    JsonNode result = AuditedPipeline.jsonLines(last).getFirst();
    assertThat(result.path("events").asInt()).isEqualTo(2 * EVENTS);
    pipeline.refresh();
    assertThat(pipeline.stored(group)).isEqualTo(2L * EVENTS);
    assertThat(audit(group).exitCode()).isZero();

    CommandRun again = pipeline.run(backfill);
    assertThat(AuditedPipeline.jsonLines(again).getFirst().path("duplicate").asInt())
        .as("the same ids again")
        .isEqualTo(2 * EVENTS);
  }

  @Test
  void what_the_function_delivered_is_left_alone_by_a_backfill() throws Exception {
    String group = "/ecs/delivered";
    pipeline.createGroup(group);
    pipeline.subscribe(group, "");
    pipeline.put(group, START, errors(100));
    pipeline.awaitDelivery();

    CommandRun run =
        pipeline.run("backfill", "--log-group", group, "--from", FROM, "--to", TO, "--json");

    assertThat(AuditedPipeline.jsonLines(run).getFirst().path("duplicate").asInt()).isEqualTo(100);
    pipeline.refresh();
    assertThat(pipeline.stored(group)).isEqualTo(100);
  }

  @Test
  void a_canary_finds_its_lines_once_and_says_which_were_lost() {
    String group = "/ecs/canary";
    pipeline.createGroup(group);
    pipeline.subscribe(group, "ERROR");

    CommandRun fine =
        pipeline.runWithConnection(
            "canary", "--log-group", group, "--count", "3", "--interval", "0", "--json");
    assertThat(fine.exitCode()).as(fine.err()).isZero();
    assertThat(AuditedPipeline.jsonLines(fine).getFirst().path("sent").asInt()).isEqualTo(3);
    assertThat(fine.err()).contains("searchable after");

    pipeline.createGroup("/ecs/no-filter");
    CommandRun lost =
        pipeline.runWithConnection(
            "canary", "--log-group", "/ecs/no-filter", "--count", "1", "--timeout", "1");
    assertThat(lost.exitCode()).isEqualTo(1);
    assertThat(lost.err()).contains("LOST: not found within 1 s");
    assertThat(lost.out()).contains("1 line: 1 lost, 0 stored twice");
  }
}
