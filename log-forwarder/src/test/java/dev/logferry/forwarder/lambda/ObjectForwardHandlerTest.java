package dev.logferry.forwarder.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.Part;
import dev.logferry.forwarder.bulk.BulkClient;
import dev.logferry.forwarder.bulk.BulkReply;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import dev.logferry.forwarder.objects.ObjectDecoder;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ObjectForwardHandlerTest {

  private static final String NONE = "{\"batchItemFailures\":[]}";

  private final Set<String> stored = new HashSet<>();
  private final RecordedDeadLetters letters = new RecordedDeadLetters();
  private final FakeObjects objects = new FakeObjects();
  private final TestContext context = new TestContext(Duration.ofSeconds(60));
  private Duration time = Duration.ofSeconds(20);

  @AfterEach
  void every_object_is_closed() {
    assertThat(objects.open()).isZero();
  }

  @Test
  void an_object_that_s3_tells_of_is_forwarded() throws IOException {
    objects.put("logs", "2026/11/a b.gz", joined(gzip("s1", "a", "b"), gzip("s2", "c")));

    assertThat(invoke(s3Event("logs", "2026/11/a+b.gz"))).isEqualTo(NONE);
    assertThat(stored).hasSize(3);
  }

  @Test
  void the_same_event_has_the_same_id_as_by_a_subscription_in_whatever_form_the_object_is()
      throws IOException {
    String envelope = Payloads.envelope("a", "b");
    Set<String> direct = new HashSet<>();
    Pipelines.to(Pipelines.truthful(direct), letters, new SplittableRandom(1), 10)
        .forward(
            Part.keptBySender(
                0, new SubscriptionDecoder(1 << 20).decodePayload(Payloads.gzip(envelope))),
            new Invocation("request", new RecordedTime(time), Duration.ZERO));

    for (byte[] object :
        List.of(
            Payloads.gzip(envelope),
            Payloads.gzip(Payloads.gzip(envelope)),
            (envelope + "\n").getBytes(StandardCharsets.UTF_8))) {
      stored.clear();
      objects.put("logs", "a", object);
      invoke(s3Event("logs", "a"));
      assertThat(stored).hasSize(2).isEqualTo(direct);
    }
  }

  @Test
  void told_directly_an_object_that_is_not_settled_fails_the_invocation() {
    byte[] whole = gzip("s2", "c", "d");
    int cut = gzip("s1", "a").length;
    objects.put("logs", "a", joined(gzip("s1", "a"), Arrays.copyOf(whole, whole.length - 30)));

    assertThatThrownBy(() -> invoke(s3Event("logs", "a")))
        .isInstanceOf(ForwardingFailed.class)
        .hasMessageContaining(
            "s3://logs/a, envelope 2 in the gzip member at byte %d, where the gzip data is truncated"
                .formatted(cut));
    assertThat(stored).as("what could be read").isNotEmpty();
    assertThat(letters.all()).as("the object is its own keeper").isEmpty();
  }

  @Test
  void through_a_queue_only_the_messages_that_are_not_settled_are_named() throws IOException {
    objects.put("logs", "good", gzip("s1", "a"));
    objects.put("logs", "cut", Arrays.copyOf(gzip("s2", "b"), 30));
    objects.put("logs", "good too", gzip("s3", "c"));

    String answer =
        invoke(
            queue(
                message("m0", s3Event("logs", "good")),
                message("m1", s3Event("logs", "good+too", "cut")),
                message("m2", s3Event("logs", "gone")),
                message("m3", s3Event("forbidden", "a")),
                message("m4", "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}"),
                message("m5", "not for us"),
                message("m6", s3Event("logs", "good+too"))));

    assertThat(answer)
        .isEqualTo(
            """
            {"batchItemFailures":[{"itemIdentifier":"m1"},{"itemIdentifier":"m2"},\
            {"itemIdentifier":"m3"},{"itemIdentifier":"m5"}]}""");
    assertThat(stored).hasSize(2);
    assertThat(context.log())
        .singleElement()
        .asString()
        .contains(
            "s3://logs/cut",
            "s3://logs/gone: it is gone",
            "s3://forbidden/a: s3://forbidden/a cannot be read: 403",
            "message m5: in its body, the event is not a JSON object")
        .doesNotContain("not for us");
  }

  @Test
  void a_document_that_is_not_delivered_leaves_its_message_unsettled() throws IOException {
    objects.put("logs", "a", gzip("s1", "a"));
    objects.put("logs", "b", gzip("s2", "b"));
    BulkClient oneAway =
        (request, timeout) ->
            request.documents().stream().anyMatch(document -> document.part() == 1)
                ? new BulkReply.Untrusted("a certificate")
                : Pipelines.truthful(stored).send(request, timeout);

    assertThat(
            invoke(
                queue(message("m0", s3Event("logs", "a")), message("m1", s3Event("logs", "b"))),
                oneAway))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"}]}");
  }

  @Test
  void an_event_that_cannot_be_understood_fails_the_invocation() {
    assertThatThrownBy(() -> invoke("{\"awslogs\":{\"data\":\"aaaa\"}}"))
        .isInstanceOf(ForwardingFailed.class)
        .hasMessageContaining("expected S3's notification");
    assertThatThrownBy(() -> invoke("{\"Records\":[{\"body\":\"{}\"}]}"))
        .isInstanceOf(ForwardingFailed.class);
  }

  @Test
  void a_failure_that_nobody_foresaw_fails_the_invocation() {
    objects.put("logs", "a", gzip("s1", "a"));
    BulkClient broken =
        (_, _) -> {
          throw new IllegalStateException("CANARY");
        };

    assertThatThrownBy(() -> invoke(queue(message("m", s3Event("logs", "a"))), broken))
        .isInstanceOf(ForwardingFailed.class)
        .hasMessageNotContaining("CANARY");
  }

  @Test
  void without_time_nothing_more_is_read() throws IOException {
    time = Duration.ZERO;
    objects.put("logs", "a", gzip("s1", "a"));

    assertThat(invoke(queue(message("m", s3Event("logs", "a"))))).contains("\"m\"");
    assertThat(context.log().getFirst()).contains("no time left", "\"requests\":0");
  }

  @Test
  void an_object_is_not_read_on_when_the_time_is_spent() {
    objects.put(
        "logs",
        "a",
        joined(
            gzip("s1", "a"), gzip("s2", "b"), gzip("s3", "c"), gzip("s4", "d"), gzip("s5", "e")));
    RecordedTime clock = new RecordedTime(time);
    BulkClient slow =
        (request, timeout) -> {
          clock.sleep(Duration.ofMinutes(1));
          return Pipelines.truthful(stored).send(request, timeout);
        };

    assertThatThrownBy(() -> invoke(s3Event("logs", "a"), slow, clock))
        // One request is in flight while the next envelope is read, and the third has to wait for
        // it.
        .hasMessageMatching("(?s).*s3://logs/a, envelope [34].*no time left to read on.*");
  }

  private String invoke(String event) throws IOException {
    return invoke(event, Pipelines.truthful(stored));
  }

  private String invoke(String event, BulkClient client) throws IOException {
    return invoke(event, client, new RecordedTime(time));
  }

  private String invoke(String event, BulkClient client, RecordedTime clock) throws IOException {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    new ObjectForwardHandler(
            objects,
            new ObjectDecoder(1 << 20),
            Pipelines.to(client, letters, new SplittableRandom(1), 1),
            _ -> new Invocation("request", clock, Duration.ZERO))
        .handleRequest(
            new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), response, context);
    return response.toString(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(String logStream, String... lines) {
    return Payloads.gzip(Payloads.envelope(Payloads.LOG_GROUP, logStream, List.of(lines)));
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static String s3Event(String bucket, String... keys) {
    List<String> records = new ArrayList<>();
    for (String key : keys) {
      records.add(
          """
          {"eventSource":"aws:s3","eventName":"ObjectCreated:Put",\
          "s3":{"bucket":{"name":"%s"},"object":{"key":"%s","size":1024}}}"""
              .formatted(bucket, key));
    }
    return "{\"Records\":[" + String.join(",", records) + "]}";
  }

  private static String message(String id, String body) {
    return "{\"messageId\":\"%s\",\"body\":%s,\"eventSource\":\"aws:sqs\"}"
        .formatted(id, JsonMapper.shared().writeValueAsString(body));
  }

  private static String queue(String... messages) {
    return "{\"Records\":[" + String.join(",", messages) + "]}";
  }
}
