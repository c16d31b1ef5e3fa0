package dev.logferry.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** No check finds a problem. That each can find one: BrokenTemplateTest. */
class TemplateTest {

  private static final String NO_SAM =
      "SAM's transformation is not run: python3 with aws-sam-translator and PyYAML is not installed here";

  @ParameterizedTest
  @EnumSource
  void nothing_is_wrong(Deployment deployment) {
    Stack stack = deployment.of(Templates.expanded());

    for (Check check : Check.values()) {
      assertThat(check.problems(stack)).as(check.name()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothing_is_wrong_after_the_transformation(Deployment deployment) {
    assumeTrue(Templates.transformed().isPresent(), NO_SAM);
    Stack stack = deployment.of(Templates.transformed().orElseThrow());

    for (Check check : Check.values()) {
      assertThat(check.problems(stack)).as(check.name()).isEmpty();
    }
  }

  /** So the checks are as good where SAM is not installed. */
  @Test
  void our_expansion_equals_the_transformation() {
    assumeTrue(Templates.transformed().isPresent(), NO_SAM);
    Map<String, String> ours = described(Templates.expanded());
    Map<String, String> sams = described(Templates.transformed().orElseThrow());

    assertThat(ours).containsAllEntriesOf(sams).hasSameSizeAs(sams);
  }

  @Test
  void every_resource_is_in_one_of_the_deployments_that_are_looked_at() {
    Set<String> deployed =
        Stream.of(Deployment.values())
            .flatMap(deployment -> deployment.of(Templates.expanded()).resources().stream())
            .map(Resource::id)
            .collect(Collectors.toCollection(HashSet::new));

    assertThat(deployed).containsAll(Templates.expanded().path("Resources").propertyNames());
  }

  /** CloudFormation takes 51,200 bytes by itself and 1 MB from S3, where SAM puts it. */
  @Test
  void templates_are_not_too_large() {
    for (String file :
        new String[] {"template.yaml", "api-service/template.yaml", "stacks/monitoring.yaml"}) {
      assertThat(Templates.read(file).length()).as(file).isLessThan(500_000);
    }
  }

  @Test
  void at_most_five_parameters_have_no_default() {
    assertThat(Templates.source().path("Parameters").properties())
        .filteredOn(parameter -> !parameter.getValue().has("Default"))
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder(
            "ElasticsearchUrls",
            "ElasticsearchCredentialsSecretArn",
            "VpcId",
            "SubnetIds",
            "LogGroups");
  }

  /** One text for all of them, by YAML's merge keys. */
  @Test
  void subscriptions_differ_in_their_log_group_only() {
    List<JsonNode> subscriptions =
        Deployment.KINESIS
            .of(Templates.expanded())
            .ofType("AWS::Logs::SubscriptionFilter")
            .map(Resource::properties)
            .toList();

    assertThat(subscriptions).hasSize(5);
    assertThat(subscriptions)
        .extracting(one -> one.path("LogGroupName").asString())
        .containsExactly("/a", "/b", "/c", "/d", "/e");
    assertThat(subscriptions)
        .allSatisfy(
            one ->
                assertThat(((ObjectNode) one.deepCopy()).without("LogGroupName"))
                    .isEqualTo(
                        ((ObjectNode) subscriptions.getFirst().deepCopy())
                            .without("LogGroupName")));
  }

  /** An account's policy has no filter name, and a filter no policy level. */
  @Test
  void the_dashboard_shows_the_subscriptions_that_there_are() {
    assertThat(subscriptionDimensions(Deployment.ACCOUNT)).containsOnly(Set.of("PolicyLevel"));
    assertThat(subscriptionDimensions(Deployment.DIRECT)).containsOnly(Set.of("FilterName"));
  }

  @Test
  void the_dashboard_s_address_is_known_in_each_partition() {
    assertThat(Templates.nested("stacks/monitoring.yaml").at("/Mappings/Console").propertyNames())
        .containsExactlyInAnyOrder("aws", "aws-cn", "aws-us-gov");
  }

  private static Set<Set<String>> subscriptionDimensions(Deployment deployment) {
    return MetricUse.of(deployment.of(Templates.expanded())).stream()
        .filter(use -> use.where().contains("Dashboard") && use.namespace().equals("AWS/Logs"))
        .map(use -> use.dimensions().keySet())
        .collect(Collectors.toSet());
  }

  /** Types and, of those that SAM makes or changes, the properties that checks look at. */
  private static Map<String, String> described(ObjectNode template) {
    Map<String, String> described = new TreeMap<>();
    Stack stack = Deployment.FIREHOSE.of(template);
    for (Resource resource : stack.resources()) {
      if (resource.type().equals("AWS::Lambda::Function")) {
        ObjectNode properties = (ObjectNode) resource.properties().deepCopy();
        properties.remove("Code"); // where `sam package` would put it
        properties.remove("Tags"); // lambda:createdBy SAM
        described.put(resource.id(), sorted(properties));
      } else if (!resource.type().equals("AWS::Lambda::Version")) {
        described.put(resource.id(), resource.type());
      }
    }
    return described;
  }

  private static String sorted(JsonNode properties) {
    Map<String, String> sorted = new TreeMap<>();
    properties.properties().forEach(one -> sorted.put(one.getKey(), text(one.getValue())));
    return sorted.toString();
  }

  private static String text(JsonNode value) {
    return value.isObject() ? sorted(value) : value.toString();
  }
}
