package dev.logferry.forwarder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.bulk.BulkClient;
import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.bulk.BulkReply.Answered;
import dev.logferry.forwarder.bulk.BulkRequest;
import dev.logferry.forwarder.bulk.Cause;
import dev.logferry.forwarder.bulk.ExistingIdsCheck;
import dev.logferry.forwarder.bulk.ItemReply;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import dev.logferry.forwarder.document.DataStream;
import dev.logferry.forwarder.document.DocumentMapper;
import dev.logferry.forwarder.document.KnownErrorGroups;
import dev.logferry.forwarder.document.Limits;
import dev.logferry.forwarder.document.LineFilter;
import dev.logferry.forwarder.document.LogDocument;
import dev.logferry.forwarder.document.Routes;
import dev.logferry.forwarder.document.line.Explanation;
import dev.logferry.forwarder.document.redact.Redactor;
import dev.logferry.forwarder.report.Summary;
import dev.logferry.forwarder.testing.InMemoryCluster;
import dev.logferry.forwarder.testing.Payloads;
import dev.logferry.forwarder.testing.Pipelines;
import dev.logferry.forwarder.testing.RecordedDeadLetters;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The documents of error groups, as {@code docs/ERROR-GROUPS.md} describes them. */
class ErrorGroupsTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String STREAM = "logs-logferry.error_groups-production";

  private final List<BulkRequest> requests = new ArrayList<>();
  private final InMemoryCluster cluster = new InMemoryCluster();
  private Instant now = Instant.parse("2026-11-28T22:00:00Z");
  private KnownErrorGroups known = new KnownErrorGroups(() -> now);

  @Test
  void an_error_of_an_unknown_group_brings_the_groups_document_along() {
    forward(
        cluster,
        """
        {"@timestamp":"2026-11-28T21:59:00.123Z","ecs.version":"1.2.0","log.level":"ERROR",\
        "message":"order failed","service.name":"shop-api","service.version":"1.4",\
        "service.environment":"production","trace.id":"t1",\
        "error.type":"java.io.IOException","error.message":"no \\"route\\""}""");

    LogDocument event = requests.getFirst().documents().getFirst();
    LogDocument group = requests.getFirst().errorGroups().getFirst();
    assertThat(requests).hasSize(1);
    assertThat(group.dataStream().name()).isEqualTo(STREAM);
    JsonNode document = JSON.readTree(group.json());
    String key = JSON.readTree(event.json()).at("/error/grouping_key").asString();
    assertThat(document)
        .isEqualTo(
            JSON.readTree(
                """
                {"@timestamp":"2026-11-28T21:59:00.123Z","event.ingested":"2026-11-28T22:00:00Z",
                 "service.name":"shop-api","error.grouping_key":"%s",
                 "error.grouping_name":"IOException: no \\"route\\"",
                 "data_stream.type":"logs","data_stream.dataset":"logferry.error_groups",
                 "data_stream.namespace":"production","event.id":"%s",
                 "event.dataset":"logferry.error_groups","event.kind":"event","ecs.version":"1.2.0",
                 "message":"New error group: IOException: no \\"route\\"",
                 "error.type":"java.io.IOException","error.message":"no \\"route\\"",
                 "service.version":"1.4","service.environment":"production","trace.id":"t1",
                 "aws.cloudwatch.log_group":"/ecs/shop-api","aws.cloudwatch.log_stream":"%s",
                 "aws.cloudwatch.event_id":"%s"}"""
                    .formatted(key, group.id(), Payloads.LOG_STREAM, Payloads.eventId(0))));
  }

  @Test
  void a_group_costs_an_instance_one_item_a_day() {
    forward(cluster, error("a"), error("a"), error("b"));
    forward(cluster, error("a"), error("b"));
    now = now.plus(Duration.ofHours(23));
    forward(cluster, error("a"));
    assertThat(groupsSent()).containsExactly(2, 0, 0);

    now = now.plus(Duration.ofHours(2));
    Summary summary = forward(cluster, error("a"));
    assertThat(groupsSent()).containsExactly(2, 0, 0, 1);
    assertThat(summary.traffic().errorGroupsKnown()).isEqualTo(1);
  }

  @Test
  void another_instance_finds_the_group_known() {
    assertThat(forward(cluster, error("a")).traffic().errorGroupsCreated()).isEqualTo(1);
    known = new KnownErrorGroups(() -> now);
    Summary summary = forward(cluster, error("a"));
    assertThat(summary.traffic().errorGroupsCreated()).isZero();
    assertThat(summary.traffic().errorGroupsKnown()).isEqualTo(1);
  }

  @Test
  void a_groups_id_does_not_depend_on_the_lines_before_its_error() {
    forward(cluster, "2026-11-28T22:00:00Z INFO fine", error("a"));
    known = new KnownErrorGroups(() -> now);
    Summary summary = forward(cluster, error("a"));
    assertThat(summary.traffic().errorGroupsCreated()).isZero();
    assertThat(summary.traffic().errorGroupsKnown()).isEqualTo(1);
  }

  @Test
  void a_line_that_is_no_error_has_no_group() {
    forward(cluster, "2026-11-28T22:00:00Z INFO fine");
    assertThat(groupsSent()).containsExactly(0);
  }

  @Test
  void a_rejected_group_costs_no_event_and_is_tried_again() {
    cluster.rejects(
        new DataStream("logferry.error_groups", "production"),
        new Cause(403, "security_exception", "", ""));
    Summary first = forward(cluster, error("a"), error("b"));
    assertThat(first.failed()).isFalse();
    assertThat(first.ledger().count(Outcome.INDEXED)).isEqualTo(2);
    assertThat(first.traffic().errorGroupsNotWritten()).isEqualTo(2);
    assertThat(requests).as("nothing is sent again for it").hasSize(1);

    forward(cluster, error("a"));
    assertThat(groupsSent()).containsExactly(2, 1);
  }

  @Test
  void groups_are_not_part_of_a_retry() {
    cluster.replies(
        request ->
            request.errorGroups().isEmpty()
                ? Optional.empty()
                : Optional.of(new BulkReply.Unreachable("down")));
    Summary summary = forward(cluster, error("a"));
    assertThat(summary.ledger().count(Outcome.INDEXED)).isEqualTo(1);
    assertThat(summary.traffic().errorGroupsNotWritten()).isEqualTo(1);
    assertThat(groupsSent()).containsExactly(1, 0);
  }

  @Test
  void a_request_that_is_too_large_is_sent_without_groups_before_it_is_split() {
    BulkClient proxy =
        (request, _) ->
            request.errorGroups().isEmpty()
                ? new Answered(
                    request.items().stream().map(LogDocument::id).map(ItemReply::stored).toList())
                : new BulkReply.RequestRejected(
                    new Cause(413, "", "", ""), false, Optional.empty());
    Summary summary = forward(proxy, error("a"), error("b"));
    assertThat(summary.ledger().count(Outcome.INDEXED)).isEqualTo(2);
    assertThat(summary.traffic().errorGroupsNotWritten()).isEqualTo(2);
    assertThat(groupsSent()).containsExactly(2, 0);
  }

  @Test
  void an_answer_about_other_documents_makes_no_group_known() {
    BulkClient mute = (request, _) -> new Answered(List.of());
    Summary summary = forward(mute, error("a"));
    assertThat(summary.failed()).isTrue();
    assertThat(summary.traffic().errorGroupsNotWritten()).isEqualTo(1);
  }

  @Test
  void what_is_stored_already_writes_no_group() {
    BulkClient late = new ExistingIdsCheck(cluster, (_, ids, _) -> Set.copyOf(ids));
    Summary summary = forward(late, error("a"));
    assertThat(summary.ledger().count(Outcome.DUPLICATE)).isEqualTo(1);
    assertThat(summary.traffic().errorGroupsNotWritten()).isEqualTo(1);
    assertThat(cluster.requests()).isZero();
  }

  private static String error(String message) {
    return "2026-11-28T22:00:00Z ERROR " + message;
  }

  private List<Integer> groupsSent() {
    return requests.stream().map(request -> request.errorGroups().size()).toList();
  }

  private Summary forward(BulkClient client, String... lines) {
    BulkClient recorded =
        (request, timeout) -> {
          requests.add(request);
          return client.send(request, timeout);
        };
    DocumentMapper mapper =
        new DocumentMapper(
            new Routes(List.of(), new DataStream("shop", "production")),
            LineFilter.KEEP_ALL,
            new Redactor(List.of(), ""),
            new Limits(16, 500, 10 << 20),
            "eu-central-1",
            Explanation.NONE,
            Optional.of(known));
    ForwardingPipeline pipeline =
        new ForwardingPipeline(
            mapper,
            new LoopGuard(List.of()),
            Pipelines.deliveries(recorded, new SplittableRandom(1), 100),
            new RecordedDeadLetters().sink());
    return pipeline.forward(
        Part.keptBySender(
            0,
            new SubscriptionDecoder(10_000_000)
                .decode(new ByteArrayInputStream(Payloads.lambdaEvent(Payloads.envelope(lines))))),
        Pipelines.invocation(Duration.ofMinutes(1)));
  }
}
