package dev.logferry.endtoend.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.forwarder.s3.S3Connection;
import dev.logferry.forwarder.s3.S3ObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The redrive as it is deployed, between a real Elasticsearch and a server of S3's API. */
class RedriveIT {

  private static RedriveStack stack;

  @BeforeAll
  static void start() {
    stack = new RedriveStack(LocalCluster.shared().server());
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void a_rollover_between_delivery_and_redrive_stores_nothing_twice() throws Exception {
    byte[] event = RedriveStack.event("/redrive/rollover", "a", "b", "c");
    stack.forward(event, "rollover");
    stack.admin("POST", "/logs-rollover-default/_rollover", "{}");
    stack.giveUp(event);
    stack.giveUp(RedriveStack.event("/redrive/rollover", "d"));
    assertThat(stack.stored("rollover")).hasSize(3); // and so refreshes

    JsonNode summary = stack.redrive(stack.server().redriver(), "rollover");

    assertThat(stack.stored("rollover")).hasSize(4);
    assertThat(summary.at("/ledger/duplicate").asInt()).as(summary.toString()).isEqualTo(3);
    assertThat(summary.at("/ledger/indexed").asInt()).isEqualTo(1);
    assertThat(summary.at("/objects/settled").asInt()).isEqualTo(2);
    assertThat(stack.redrive(stack.server().redriver(), "rollover").at("/objects/left").asInt())
        .isZero();
  }

  /** What the test above finds is not there by chance: without looking there would be copies. */
  @Test
  void a_plain_delivery_after_a_rollover_stores_a_copy() throws Exception {
    byte[] event = RedriveStack.event("/redrive/copies", "a");
    stack.forward(event, "copies");
    stack.admin("POST", "/logs-copies-default/_rollover", "{}");

    stack.forward(event, "copies");

    assertThat(stack.stored("copies")).hasSize(2);
  }

  @Test
  void the_shipper_lacks_a_privilege_and_the_message_names_it() throws Exception {
    stack.giveUp(RedriveStack.event("/redrive/privilege", "a"));

    JsonNode refused = stack.redrive(stack.server().shipper(), "privilege");

    assertThat(refused.at("/warnings/0").asString())
        .contains("403")
        .contains("privileges of the user on logs-*-*", "read to check for existing ids");
    assertThat(refused.at("/objects/left").asInt()).isEqualTo(1);
    assertThat(stack.stored("privilege")).isEmpty();
    assertThat(stack.redrive(stack.server().redriver(), "privilege").at("/objects/settled").asInt())
        .isEqualTo(1);
    assertThat(stack.stored("privilege")).hasSize(1);
  }

  @Test
  void what_belongs_to_another_function_is_left_alone_and_reported() throws Exception {
    String key = "aws/lambda/async/another/2026/11/22/record";
    stack.s3().put(RedriveStack.FAILURES, key, "not ours".getBytes(StandardCharsets.UTF_8));

    JsonNode summary = stack.redrive(stack.server().redriver(), "foreign");
    new S3ObjectStore(() -> S3Connection.from(stack.s3().environment(), Duration.ofSeconds(30)))
        .delete(RedriveStack.FAILURES, key);

    assertThat(summary.at("/objects/foreign").asInt()).as(summary.toString()).isEqualTo(1);
    assertThat(summary.at("/warnings/0").asString()).contains(key);
  }

  @Test
  void an_event_that_cannot_be_decoded_is_moved_to_the_dead_letters() throws Exception {
    stack
        .s3()
        .put(
            RedriveStack.FAILURES,
            "aws/lambda/async/f/2026/11/22/broken",
            "{\"requestPayload\":{\"awslogs\":{\"data\":\"junk\"}}}"
                .getBytes(StandardCharsets.UTF_8));

    JsonNode summary = stack.redrive(stack.server().redriver(), "broken");
    JsonNode again = stack.redrive(stack.server().redriver(), "broken");

    assertThat(summary.at("/objects/moved").asInt()).as(summary.toString()).isEqualTo(1);
    assertThat(again.at("/objects/waiting").asInt()).as(again.toString()).isEqualTo(1);
  }
}
