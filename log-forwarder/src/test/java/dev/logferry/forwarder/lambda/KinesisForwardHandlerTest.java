package dev.logferry.forwarder.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.LoopGuard;
import dev.logferry.forwarder.Part;
import dev.logferry.forwarder.bulk.BulkClient;
import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.deadletter.DeadLetter.MalformedPayload;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import dev.logferry.forwarder.document.Glob;
import dev.logferry.forwarder.testing.KinesisEvents;
import dev.logferry.forwarder.testing.Payloads;
import dev.logferry.forwarder.testing.Pipelines;
import dev.logferry.forwarder.testing.RecordedDeadLetters;
import dev.logferry.forwarder.testing.RecordedTime;
import dev.logferry.forwarder.testing.TestContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class KinesisForwardHandlerTest {

  private static final String NONE = "{\"batchItemFailures\":[]}";

  private final Set<String> stored = new HashSet<>();
  private final RecordedDeadLetters letters = new RecordedDeadLetters();
  private final TestContext context = new TestContext(Duration.ofSeconds(60));
  private final List<Integer> requestSizes = new ArrayList<>();
  private List<Glob> ownLogGroups = List.of();
  private Duration time = Duration.ofSeconds(20);

  @Test
  void bulk_requests_span_the_records() throws IOException {
    KinesisEvents records = new KinesisEvents();
    for (int i = 0; i < 10; i++) {
      records.with(envelope("stream " + i, "a", "b"));
    }

    assertThat(invoke(records.json(), Pipelines.truthful(stored))).isEqualTo(NONE);
    assertThat(stored).hasSize(20);
    assertThat(requestSizes).containsExactly(15, 5);
  }

  @Test
  void poison_in_the_midst_becomes_dead_letters_and_blocks_nothing() throws IOException {
    byte[] text = "by another producer".getBytes(StandardCharsets.UTF_8);
    byte[] whole = envelope("cut", "x", "y");
    byte[] cut = Arrays.copyOf(whole, whole.length - 8);
    byte[] bomb = Payloads.gzip(" ".repeat(2 << 20));
    KinesisEvents records =
        new KinesisEvents()
            .with(envelope("first", "a"))
            .with(text)
            .with(cut)
            .withText("%%%")
            .with(bomb)
            .with(Payloads.gzip(Payloads.controlMessage()))
            .with(envelope("last", "b"));

    assertThat(invoke(records.json(), Pipelines.truthful(stored))).isEqualTo(NONE);

    assertThat(stored).as("the record that is cut was read to where it is cut").hasSize(4);
    assertThat(letters.payloads())
        .extracting(MalformedPayload::payload)
        .containsExactly(text, cut, "%%%".getBytes(StandardCharsets.UTF_8), bomb);
    assertThat(letters.payloads().get(1).why())
        .isEqualTo("record " + records.sequenceNumber(2) + ": the gzip data is truncated");
    assertThat(context.log()).singleElement().asString().contains("\"dead_lettered\":4");
  }

  @Test
  void the_first_record_that_is_not_settled_is_named() throws IOException {
    KinesisEvents records =
        new KinesisEvents()
            .with(envelope("first", "a"))
            .with(envelope("second", "b", "refused"))
            .with(envelope("third", "c"));
    BulkClient oneAway =
        (request, timeout) ->
            request.documents().stream().anyMatch(document -> document.part() == 1)
                ? new BulkReply.Untrusted("a certificate")
                : Pipelines.truthful(stored).send(request, timeout);

    assertThat(invoke(records.json(), oneAway, 1))
        .isEqualTo(
            "{\"batchItemFailures\":[{\"itemIdentifier\":\"" + records.sequenceNumber(1) + "\"}]}");
    assertThat(stored).as("the record before it").isNotEmpty();
  }

  @Test
  void a_dead_letter_that_cannot_be_written_leaves_its_record_unsettled() throws IOException {
    letters.down(true);
    KinesisEvents records =
        new KinesisEvents().with(envelope("first", "a")).withText("%%%").with(envelope("l", "b"));

    assertThat(invoke(records.json(), Pipelines.truthful(stored)))
        .contains(records.sequenceNumber(1));
    assertThat(stored).hasSize(2);
  }

  @Test
  void an_event_without_records_is_answered_and_sends_nothing() throws IOException {
    assertThat(invoke(new KinesisEvents().json(), Pipelines.truthful(stored))).isEqualTo(NONE);
    assertThat(requestSizes).isEmpty();
  }

  @Test
  void a_sequence_number_that_comes_twice_is_named_if_either_record_is_not_settled()
      throws IOException {
    letters.down(true);
    KinesisEvents records =
        new KinesisEvents()
            .with("7", "\"data\":\"" + base64(envelope("first", "a")) + "\",")
            .with("7", "\"data\":\"%\",")
            .with(envelope("last", "b"));

    assertThat(invoke(records.json(), Pipelines.truthful(stored)))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"7\"}]}");
    assertThat(stored).hasSize(2);
  }

  @Test
  void events_of_the_forwarders_own_log_group_are_filtered_and_hold_up_nobody() throws IOException {
    ownLogGroups = List.of(new Glob("/aws/lambda/*"));
    byte[] own =
        Payloads.gzip(Payloads.envelope("/aws/lambda/log-forwarder", "s", List.of("x", "y")));
    KinesisEvents records =
        new KinesisEvents()
            .with(envelope("first", "a"))
            .with(own)
            .with(own)
            .with(envelope("last", "b"));

    assertThat(invoke(records.json(), Pipelines.truthful(stored))).isEqualTo(NONE);

    assertThat(stored).hasSize(2);
    assertThat(letters.all()).isEmpty();
    JsonNode line = JsonMapper.shared().readTree(context.log().getFirst());
    assertThat(line.at("/filtered_by/own-log-group").asInt()).isEqualTo(4);
    assertThat(line.path("EventsLoopGuarded").asInt()).isEqualTo(4);
    assertThat(line.path("warnings")).as("one for the log group").hasSize(1);
    assertThat(line.path("log.level").asString()).isEqualTo("WARN");
  }

  @Test
  void an_event_that_breaks_off_fails_as_a_whole() {
    byte[] event = new KinesisEvents().with(envelope("first", "a")).withText("%").json();
    byte[] cut = Arrays.copyOf(event, event.length - 3);

    assertThatThrownBy(() -> invoke(cut, Pipelines.truthful(stored)))
        .isInstanceOf(ForwardingFailed.class)
        .hasMessageContaining("the event is not valid JSON");
    assertThat(stored).isEmpty();
    assertThat(context.log()).singleElement().asString().contains("\"returned\":1");
  }

  @Test
  void a_failure_that_nobody_foresaw_fails_the_invocation_and_is_told_by_its_type_alone() {
    BulkClient broken =
        (_, _) -> {
          throw new IllegalStateException("CANARY");
        };

    assertThatThrownBy(
            () -> invoke(new KinesisEvents().with(envelope("first", "a")).json(), broken))
        .isInstanceOf(ForwardingFailed.class)
        .hasMessageContaining("IllegalStateException")
        .hasMessageNotContaining("CANARY");
    assertThat(context.log().toString()).contains("\"error.type\"").doesNotContain("CANARY");
  }

  @Test
  void without_time_nothing_more_is_read_and_the_first_record_left_is_named() throws IOException {
    time = Duration.ZERO;
    KinesisEvents records =
        new KinesisEvents().with(envelope("first", "a")).with(envelope("second", "b"));

    assertThat(invoke(records.json(), Pipelines.truthful(stored)))
        .contains(records.sequenceNumber(0));
    assertThat(stored).isEmpty();
  }

  @Test
  void the_same_event_has_the_same_id_as_by_a_subscription() throws IOException {
    byte[] envelope = envelope("stream", "a", "b");
    invoke(new KinesisEvents().with(envelope).json(), Pipelines.truthful(stored));
    Set<String> direct = new HashSet<>();

    Pipelines.to(Pipelines.truthful(direct), letters, new SplittableRandom(1), 10)
        .forward(
            Part.keptBySender(0, new SubscriptionDecoder(1 << 20).decodePayload(envelope)),
            new Invocation("request", new RecordedTime(time), Duration.ZERO));

    assertThat(direct).hasSize(2).isEqualTo(stored);
  }

  private String invoke(byte[] event, BulkClient client) throws IOException {
    return invoke(event, client, 15);
  }

  private String invoke(byte[] event, BulkClient client, int maxDocuments) throws IOException {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    BulkClient counted =
        (request, timeout) -> {
          requestSizes.add(request.documents().size());
          return client.send(request, timeout);
        };
    new KinesisForwardHandler(
            new SubscriptionDecoder(1 << 20),
            Pipelines.to(
                counted,
                letters,
                new SplittableRandom(1),
                maxDocuments,
                new LoopGuard(ownLogGroups),
                Map.of()),
            _ -> new Invocation("request", new RecordedTime(time), Duration.ZERO))
        .handleRequest(new ByteArrayInputStream(event), response, context);
    return response.toString(StandardCharsets.UTF_8);
  }

  private static byte[] envelope(String logStream, String... lines) {
    return Payloads.gzip(Payloads.envelope(Payloads.LOG_GROUP, logStream, List.of(lines)));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
