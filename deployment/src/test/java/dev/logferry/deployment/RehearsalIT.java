package dev.logferry.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The resources are created one by one in moto, which imitates AWS: each call has the parameters
 * that AWS's own model of the service asks for, and what refers to another resource finds it.
 *
 * @see <a href="https://docs.getmoto.org/">moto</a>
 */
class RehearsalIT {

  private static final String FORWARDER =
      "arn:aws:lambda:eu-central-1:123456789012:function:logferry-forward";

  private static final String BROKEN = "BROKEN";

  private static JsonNode states = MissingNode.getInstance();

  /** All in one run of Python, which takes most of its time to load moto. */
  @BeforeAll
  static void rehearse() throws IOException {
    assumeTrue(
        Python.has("moto", "boto3"), "not rehearsed: python3 with moto is not installed here");
    ObjectNode template = Templates.transformed().orElseGet(Templates::expanded);
    ObjectNode deployments = JsonMapper.shared().createObjectNode();
    for (Deployment deployment : Deployment.values()) {
      deployments.set(deployment.name(), resources(template, deployment));
    }
    ((ObjectNode) template.at("/Resources/ForwardFunctionEventInvokeConfig/Properties"))
        .put("MaximumRetries", 2);
    deployments.set(BROKEN, resources(template, Deployment.DIRECT));
    // For a look at it by hand.
    Files.writeString(
        Templates.ROOT.resolve("deployment/target/rehearsal.json"), deployments.toString());
    Python.Ended ended = Python.script("rehearse.py", deployments.toString());
    assertThat(ended.succeeded()).as(ended.errors()).isTrue();
    states = JsonMapper.shared().readTree(ended.output());
  }

  @ParameterizedTest
  @EnumSource
  void every_resource_can_be_created(Deployment deployment) {
    JsonNode state = states.path(deployment.name());

    assertThat(state.path("refused").asString("")).isEmpty();
    assertThat(texts(state, "buckets"))
        .contains("logferry-undeliveredbucket", "logferry-deadletterbucket");
    assertThat(texts(state, "log groups"))
        .contains("/aws/lambda/logferry-forward", "/aws/lambda/logferry-redrive");
    assertThat(texts(state, "schedules"))
        .containsExactly("arn:aws:lambda:eu-central-1:123456789012:function:logferry-redrive");
    assertThat(texts(state, "secrets"))
        .containsExactly(
            "logferry/forwarder", "logferry/redrive", "logferry/ca", "logferry/redaction");
    assertThat(texts(state, "alarms"))
        .contains("logferry-redrive-stuck", "logferry-certificate-expiry");
  }

  @Test
  void the_log_group_is_subscribed_to_the_function() {
    JsonNode filters = filters(Deployment.DIRECT, "/ecs/production/api-service");

    assertThat(filters.path("logferry-forwarder").asString()).isEqualTo(FORWARDER);
  }

  @Test
  void somebody_else_s_filter_stands_beside_ours() {
    assertThat(filters(Deployment.DIRECT, "/ecs/shop").propertyNames())
        .containsExactlyInAnyOrder("theirs", "logferry-forwarder");
  }

  @Test
  void by_kinesis_events_go_to_the_stream_and_from_there_to_its_function() {
    assertThat(filters(Deployment.KINESIS, "/a").path("logferry-forwarder").asString())
        .isEqualTo("arn:aws:kinesis:eu-central-1:123456789012:stream/logferry-eventstream");
    assertThat(texts(states.path("KINESIS"), "mappings"))
        .containsExactly(
            "arn:aws:lambda:eu-central-1:123456789012:function:logferry-forward-kinesis");
  }

  @Test
  void what_aws_would_refuse_is_refused() {
    assertThat(states.path(BROKEN).path("refused").asString())
        .contains("ForwardFunctionEventInvokeConfig", "MaximumRetries");
  }

  private static JsonNode filters(Deployment deployment, String logGroup) {
    return states.path(deployment.name()).path("filters").path(logGroup);
  }

  private static ArrayNode resources(ObjectNode template, Deployment deployment) {
    ArrayNode resources = JsonMapper.shared().createArrayNode();
    for (Resource resource : deployment.of(template).resources()) {
      ObjectNode one = resources.addObject();
      one.put("id", resource.id()).put("type", resource.type());
      one.set("properties", resource.properties());
    }
    return resources;
  }

  private static List<String> texts(JsonNode state, String name) {
    return state.path(name).valueStream().map(JsonNode::asString).toList();
  }
}
