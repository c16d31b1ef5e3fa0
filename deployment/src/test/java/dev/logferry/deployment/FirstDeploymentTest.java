package dev.logferry.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a first deployment waits for, and what a failed one leaves behind. */
class FirstDeploymentTest {

  private static final Set<String> HOLDS_EVENTS = Set.of("AWS::Kinesis::Stream", "AWS::SQS::Queue");

  @Test
  void what_holds_events_outlives_the_stack_and_is_not_in_the_way_of_the_next() {
    List<JsonNode> holders =
        Templates.source()
            .path("Resources")
            .valueStream()
            .filter(one -> HOLDS_EVENTS.contains(one.path("Type").asString()))
            .toList();

    assertThat(holders).hasSize(3);
    for (JsonNode holder : holders) {
      assertThat(holder.path("DeletionPolicy").asString()).isEqualTo("RetainExceptOnCreate");
      assertThat(holder.path("UpdateReplacePolicy").asString()).isEqualTo("Retain");
      assertThat(holder.path("Properties").propertyNames()).doesNotContain("Name", "QueueName");
    }
  }

  @Test
  void no_event_comes_before_the_bucket_of_undelivered_ones_is_its_destination() {
    JsonNode resources = Templates.source().path("Resources");
    String awaited = resources.at("/SubscriptionInvokesForwarder/DependsOn").asString();

    assertThat(
            Stream.concat(Stream.of(Templates.expanded()), Templates.transformed().stream())
                .map(template -> template.path("Resources").path(awaited).path("Type").asString()))
        .containsOnly("AWS::Lambda::EventInvokeConfig");
    assertThat(resources.properties())
        .filteredOn(one -> one.getValue().path("Type").asString().startsWith("AWS::Logs::S"))
        .allSatisfy(
            one ->
                assertThat(one.getValue().path("DependsOn").asString())
                    .isEqualTo("SubscriptionInvokesForwarder"))
        .isNotEmpty();
  }

  /** The timeout of the redrive is 270 seconds, and the alarm redrive-stuck looks at 15 minutes. */
  @Test
  void the_redrive_ends_before_the_next_run_and_runs_in_each_period_of_its_alarm() {
    JsonNode minutes = Templates.source().at("/Parameters/RedriveMinutes");
    Stack stack = Deployment.FIVE_VALUES.of(Templates.expanded());
    int timeoutSeconds = stack.resource("RedriveFunction").at("/Timeout").asInt();

    assertThat(minutes.path("MinValue").asInt() * 60).isGreaterThan(timeoutSeconds);
    assertThat(minutes.path("MaxValue").asInt()).isLessThanOrEqualTo(15);
    assertThat(stack.resource("RedriveSchedulerEntry").text("/ScheduleExpression"))
        .isEqualTo("rate(5 minutes)");
  }
}
