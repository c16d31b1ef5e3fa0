package dev.logferry.localstack.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.testing.KinesisEvents;
import dev.logferry.forwarder.testing.Payloads;
import dev.logferry.localstack.ForwarderFunction.Entry;
import dev.logferry.localstack.lambda.Invocation;
import dev.logferry.localstack.lambda.InvocationResult.FailedInHandler;
import dev.logferry.localstack.lambda.InvocationResult.Succeeded;
import dev.logferry.localstack.lambda.LocalLambda;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Records of a Kinesis stream through the real runtime client into the real server. */
@TestInstance(Lifecycle.PER_CLASS)
class KinesisIT {

  private final LocalCluster running = LocalCluster.start();
  private final Cluster cluster = running.cluster();
  private final LocalLambda lambda = Forwarder.start(Entry.KINESIS, Forwarder.environment(cluster));
  private final ClusterReader analyst = new ClusterReader(cluster);

  @AfterAll
  void stop() {
    lambda.close();
    running.close();
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

  /** There is no bucket for dead letters here, so it stays with Kinesis, and is named. */
  @Test
  void poison_in_the_midst_costs_only_itself() {
    KinesisEvents records =
        new KinesisEvents()
            .with(envelope("before-poison", "a"))
            .with("by another producer".getBytes(StandardCharsets.UTF_8))
            .with(envelope("after-poison", "b", "c"));

    Invocation invocation = lambda.invoke(records.json());

    assertThat(failures(invocation)).containsExactly(records.sequenceNumber(1));
    assertThat(analyst.inStream(Payloads.LOG_GROUP, "before-poison")).hasSize(1);
    assertThat(analyst.inStream(Payloads.LOG_GROUP, "after-poison")).hasSize(2);
    assertThat(invocation.log())
        .contains("LOGFERRY_DEAD_LETTER_BUCKET is not set")
        .doesNotContain("another producer");
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
