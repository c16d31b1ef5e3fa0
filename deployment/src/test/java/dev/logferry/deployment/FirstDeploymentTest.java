package dev.logferry.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a first deployment waits for, and what is left for the next one when it fails. */
class FirstDeploymentTest {

  private static final Set<String> HOLDS_EVENTS = Set.of("AWS::Kinesis::Stream", "AWS::SQS::Queue");

  /**
   * Parameters of stacks/api.yaml whose default stands; everything else can be said at the root.
   */
  private static final Set<String> LEFT_TO_THE_API =
      Set.of(
          "AssignPublicIp",
          "ServiceName",
          "HealthCheckCommand",
          "RankingsSchedule",
          "TargetCpuPercent",
          "TargetRequestsPerMinute",
          "BakeTimeMinutes",
          "AccessLogRetentionDays",
          "ContainerInsights");

  @Test
  void the_load_balancer_can_be_taken_away_again() {
    JsonNode attributes =
        Deployment.DIRECT
            .of(Templates.expanded())
            .ofType("AWS::ElasticLoadBalancingV2::LoadBalancer")
            .findFirst()
            .orElseThrow()
            .at("/LoadBalancerAttributes");

    assertThat(attributes.valueStream())
        .filteredOn(one -> one.path("Key").asString().equals("deletion_protection.enabled"))
        .singleElement()
        .satisfies(one -> assertThat(one.path("Value").asString()).isEqualTo("false"));
  }

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

  @Test
  void the_root_passes_what_the_api_takes_and_has_the_same_defaults() {
    JsonNode root = Templates.source();
    JsonNode passed = root.at("/Resources/Api/Properties/Parameters");
    JsonNode taken = Templates.nested("stacks/api.yaml").path("Parameters");

    for (Map.Entry<String, JsonNode> parameter : taken.properties()) {
      String name = parameter.getKey();
      assertThat(passed.has(name)).as(name).isNotEqualTo(LEFT_TO_THE_API.contains(name));
      JsonNode ours = root.path("Parameters").path("Api" + name).path("Default");
      JsonNode theirs = parameter.getValue().path("Default");
      if (!ours.isMissingNode() && !theirs.isMissingNode()) {
        assertThat(ours.asString()).as(name).isEqualTo(theirs.asString());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rate(4 minutes)", "rate(16 minutes)", "rate(1 hour)", "cron(0 * * * ? *)"})
  void a_schedule_that_the_alarm_would_take_for_none_is_refused(String schedule) {
    String pattern = Templates.source().at("/Parameters/RedriveSchedule/AllowedPattern").asString();

    assertThat(schedule).doesNotMatch(pattern);
    assertThat(List.of("rate(5 minutes)", "rate(15 minutes)"))
        .allMatch(one -> one.matches(pattern));
  }
}
