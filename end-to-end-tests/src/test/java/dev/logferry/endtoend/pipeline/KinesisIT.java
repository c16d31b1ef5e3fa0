package dev.logferry.endtoend.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.deadletter.DeadLetter.MalformedPayload;
import dev.logferry.forwarder.deadletter.DeadLetterReader;
import dev.logferry.forwarder.s3.ObjectPage;
import dev.logferry.forwarder.s3.ObjectStore;
import dev.logferry.forwarder.s3.S3Connection;
import dev.logferry.forwarder.s3.S3ObjectStore;
import dev.logferry.forwarder.testing.KinesisEvents;
import dev.logferry.forwarder.testing.Payloads;
import dev.logferry.localstack.ForwarderFunction.Entry;
import dev.logferry.localstack.lambda.Invocation;
import dev.logferry.localstack.lambda.InvocationResult.FailedInHandler;
import dev.logferry.localstack.lambda.InvocationResult.Succeeded;
import dev.logferry.localstack.lambda.LocalLambda;
import dev.logferry.localstack.s3.LocalS3;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Records of a Kinesis stream through the real runtime client into the real servers. */
@TestInstance(Lifecycle.PER_CLASS)
class KinesisIT {

  private static final String LETTERS = "letters";

  private final Cluster cluster = LocalCluster.shared().cluster();
  private final LocalS3 s3 = LocalS3.start(LETTERS);
  private final LocalLambda lambda = Forwarder.start(Entry.KINESIS, environment());
  private final ClusterReader analyst = new ClusterReader(cluster);

  @AfterAll
  void stop() {
    lambda.close();
    s3.close();
  }

  @Test
  void the_events_of_all_records_are_stored_once_though_the_records_come_twice() {
    KinesisEvents records = new KinesisEvents();
    for (int record = 0; record < 20; record++) {
      records.with(envelope("twice-" + record, "a", "b", "c"));
    }
    records.with(Payloads.gzip(Payloads.controlMessage()));

    assertThat(failures(lambda.invoke(records.json()))).isEmpty();
    assertThat(failures(lambda.invoke(records.json(10)))).isEmpty();

    for (int record = 0; record < 20; record++) {
      assertThat(analyst.inStream(Payloads.LOG_GROUP, "twice-" + record)).hasSize(3);
    }
  }

  @Test
  void poison_in_the_middle_becomes_a_letter_and_blocks_nothing() throws IOException {
    byte[] poison = "by another producer".getBytes(StandardCharsets.UTF_8);
    KinesisEvents records =
        new KinesisEvents()
            .with(envelope("before-poison", "a"))
            .with(poison)
            .with(envelope("after-poison", "b", "c"));

    Invocation invocation = lambda.invoke(records.json());

    assertThat(failures(invocation)).isEmpty();
    assertThat(analyst.inStream(Payloads.LOG_GROUP, "before-poison")).hasSize(1);
    assertThat(analyst.inStream(Payloads.LOG_GROUP, "after-poison")).hasSize(2);
    assertThat(invocation.log()).contains("\"dead_lettered\":1").doesNotContain("another producer");
    assertThat(letters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.payload()).isEqualTo(poison);
              assertThat(letter.why())
                  .startsWith("record " + records.sequenceNumber(1) + ": the gzip data is corrupt");
            });
  }

  @Test
  void another_event_fails_the_invocation() {
    Invocation invocation = lambda.invoke(Payloads.lambdaEvent(Payloads.envelope("a")));

    assertThat(invocation.result())
        .isInstanceOfSatisfying(
            FailedInHandler.class,
            failed ->
                assertThat(failed.errorMessage())
                    .contains("expected an event of a Kinesis stream"));
  }

  private Map<String, String> environment() {
    Map<String, String> environment = Forwarder.environment(cluster);
    environment.putAll(s3.environment());
    environment.put("LOGFERRY_DEAD_LETTER_BUCKET", LETTERS);
    return environment;
  }

  /** What is below {@code malformed/}; nothing else may be in the bucket. */
  private List<MalformedPayload> letters() throws IOException {
    ObjectStore store =
        new S3ObjectStore(() -> S3Connection.from(s3.environment(), Duration.ofSeconds(20)));
    List<MalformedPayload> letters = new ArrayList<>();
    for (ObjectPage.Entry object : store.list(LETTERS, "", Optional.empty()).objects()) {
      assertThat(object.key()).startsWith("malformed/");
      try (DeadLetterReader reader =
          DeadLetterReader.of(store.open(LETTERS, object.key()), 1 << 20)) {
        for (var letter = reader.next(); letter.isPresent(); letter = reader.next()) {
          letters.add((MalformedPayload) letter.get());
        }
      }
    }
    return letters;
  }

  private static List<String> failures(Invocation invocation) {
    assertThat(invocation.result()).as(invocation.log()).isInstanceOf(Succeeded.class);
    JsonNode answer =
        JsonMapper.shared().readTree(((Succeeded) invocation.result()).response().text());
    return answer
        .path("batchItemFailures")
        .valueStream()
        .map(failure -> failure.path("itemIdentifier").asString())
        .toList();
  }

  private static byte[] envelope(String logStream, String... lines) {
    return Payloads.gzip(Payloads.envelope(Payloads.LOG_GROUP, logStream, List.of(lines)));
  }
}
