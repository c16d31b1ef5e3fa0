package dev.logferry.forwarder.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import dev.logferry.forwarder.Invocation;
import dev.logferry.forwarder.decode.SubscriptionDecoder;
import dev.logferry.forwarder.objects.ObjectDecoder;
import dev.logferry.forwarder.testing.BufferedEvents;
import dev.logferry.forwarder.testing.Events;
import dev.logferry.forwarder.testing.Pipelines;
import dev.logferry.forwarder.testing.RecordedDeadLetters;
import dev.logferry.forwarder.testing.RecordedTime;
import dev.logferry.forwarder.testing.TestContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Holds {@code events/kinesis} and {@code events/s3} together; writes them anew when asked to. */
class BufferedEventsTest {

  private static final boolean WRITE = Boolean.getBoolean("logferry.events.write");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Set<String> stored = new TreeSet<>();
  private final RecordedDeadLetters letters = new RecordedDeadLetters();

  @Test
  void a_kinesis_event_becomes_the_expected_outcome() throws IOException {
    JsonNode records = JSON.readTree(file("kinesis/poison-between.records.json"));
    byte[] event = agreed("kinesis/poison-between.event.json", BufferedEvents.kinesis(records));

    ObjectNode outcome =
        outcome(
            new KinesisForwardHandler(
                new SubscriptionDecoder(10_000_000),
                Pipelines.to(Pipelines.truthful(stored), letters, new SplittableRandom(1), 100),
                _ ->
                    new Invocation(
                        "request", new RecordedTime(Duration.ofSeconds(20)), Duration.ZERO)),
            event);

    agreed("kinesis/poison-between.outcome.json", outcome);
    assertThat(stored).isEqualTo(ids("ecs-error", "plain-text"));
  }

  @Test
  void the_kinesis_event_is_what_the_types_of_aws_read() throws IOException {
    JsonNode records = JSON.readTree(file("kinesis/poison-between.records.json"));
    KinesisEvent event =
        EventLoader.loadKinesisEvent(file("kinesis/poison-between.event.json").toString());
    dev.logferry.forwarder.decode.KinesisEvent ours =
        new dev.logferry.forwarder.decode.KinesisEvent(
            Files.newInputStream(file("kinesis/poison-between.event.json")),
            new SubscriptionDecoder(10_000_000));

    assertThat(event.getRecords()).hasSameSizeAs(records);
    for (KinesisEvent.KinesisEventRecord record : event.getRecords()) {
      var read = (dev.logferry.forwarder.decode.NextRecord.KinesisRecord) ours.next();
      assertThat(read.sequenceNumber()).isEqualTo(record.getKinesis().getSequenceNumber());
      assertThat(read.data()).isEqualTo(record.getKinesis().getData().array());
    }
  }

  @Test
  void an_event_of_a_queue_becomes_the_expected_outcome() throws IOException {
    JsonNode messages = JSON.readTree(file("s3/through-a-queue.messages.json"));
    byte[] event = agreed("s3/through-a-queue.event.json", BufferedEvents.queue(messages));
    FakeObjects objects = new FakeObjects();
    BufferedEvents.objects(messages)
        .forEach(
            (path, content) -> objects.put(path.split("/", 2)[0], path.split("/", 2)[1], content));

    ObjectNode outcome =
        outcome(
            new ObjectForwardHandler(
                objects,
                new ObjectDecoder(10_000_000),
                Pipelines.to(Pipelines.truthful(stored), letters, new SplittableRandom(1), 100),
                _ ->
                    new Invocation(
                        "request", new RecordedTime(Duration.ofSeconds(20)), Duration.ZERO)),
            event);

    agreed("s3/through-a-queue.outcome.json", outcome);
    assertThat(stored)
        .isEqualTo(
            ids("ecs-error", "plain-text", "other-json", "mixed-batch", "account-level-policy"));
  }

  @Test
  void the_event_of_a_queue_is_what_the_types_of_aws_read(@TempDir Path folder) throws IOException {
    JsonNode messages = JSON.readTree(file("s3/through-a-queue.messages.json"));
    SQSEvent event = EventLoader.loadSQSEvent(file("s3/through-a-queue.event.json").toString());

    List<String> keys = new ArrayList<>();
    for (SQSEvent.SQSMessage message : event.getRecords()) {
      if (!message.getBody().contains("s3:TestEvent")) {
        Path body = folder.resolve(message.getMessageId() + ".json");
        Files.writeString(body, message.getBody());
        S3Event notification = EventLoader.loadS3Event(body.toString());
        notification
            .getRecords()
            .forEach(record -> keys.add(record.getS3().getObject().getUrlDecodedKey()));
      }
    }

    List<String> expected = new ArrayList<>();
    messages.forEach(
        message ->
            message.path("objects").forEach(object -> expected.add(object.path("key").asString())));
    assertThat(keys).isEqualTo(expected);
  }

  private ObjectNode outcome(RequestStreamHandler handler, byte[] event) throws IOException {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    TestContext context = new TestContext(Duration.ofSeconds(60));
    handler.handleRequest(new ByteArrayInputStream(event), response, context);
    ObjectNode outcome = JSON.createObjectNode();
    outcome.set("answer", JSON.readTree(response.toByteArray()));
    JsonNode summary = JSON.readTree(context.log().getFirst());
    outcome.set("ledger", summary.path("ledger"));
    outcome.put("problem", summary.path("problem").asString(""));
    ArrayNode dead = outcome.putArray("dead_letters");
    letters
        .payloads()
        .forEach(
            letter -> dead.addObject().put("payload", letter.payload()).put("why", letter.why()));
    return outcome;
  }

  /** Compares with the file, or writes it. */
  private static byte[] agreed(String name, JsonNode expected) throws IOException {
    String text = JSON.writeValueAsString(expected) + "\n";
    if (WRITE) {
      Files.writeString(file(name), text);
    }
    assertThat(Files.readString(file(name))).isEqualTo(text);
    return Files.readAllBytes(file(name));
  }

  private static Set<String> ids(String... payloads) {
    Set<String> ids = new TreeSet<>();
    for (String payload : payloads) {
      Events.documents(payload).forEach(document -> ids.add(document.path("_id").asString()));
    }
    return ids;
  }

  private static Path file(String name) {
    return Events.file(name);
  }
}
