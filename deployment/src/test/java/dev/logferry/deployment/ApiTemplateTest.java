package dev.logferry.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The API's own template: metrics, policies and buckets, and what it shares with the pipeline. */
class ApiTemplateTest {

  private static final String TEMPLATE = "api-service/template.yaml";

  private static final Map<String, String> REQUIRED =
      Map.of(
          "VpcId", "vpc-1",
          "ServiceSubnetIds", "subnet-1,subnet-2",
          "LoadBalancerSubnetIds", "subnet-3,subnet-4",
          "CertificateArn", "arn:aws:acm:eu-central-1:123456789012:certificate/1",
          "ImageUri", "123456789012.dkr.ecr.eu-central-1.amazonaws.com/api-service:1",
          "ImageRepositoryArn", "arn:aws:ecr:eu-central-1:123456789012:repository/api-service",
          "DatabaseUrl", "postgresql://db.example.internal:5432/shop",
          "DatabaseSecretArn",
              "arn:aws:secretsmanager:eu-central-1:123456789012:secret:database-AbCdEf");

  static Stack stack() {
    return stack(Map.of("DatabaseSecurityGroupId", "sg-1"));
  }

  private static Stack stack(Map<String, String> more) {
    Map<String, String> parameters = new TreeMap<>(REQUIRED);
    parameters.putAll(more);
    return new Stack(Templates.nested(TEMPLATE), parameters, Templates::nested);
  }

  private static List<Stack> stacks() {
    return List.of(
        stack(Map.of()),
        stack(),
        stack(
            Map.of(
                "VpcEndpoints",
                "Create",
                "VpcEndpointRouteTableIds",
                "rtb-1",
                "AlarmEmail",
                "on-call@example.com",
                "Migrations",
                "ByHand")));
  }

  @Test
  void nothing_is_wrong() {
    for (Stack stack : stacks()) {
      assertThat(MetricCheck.problems(stack)).isEmpty();
      assertThat(PolicyCheck.problems(stack)).isEmpty();
      assertThat(BucketCheck.problems(stack)).isEmpty();
    }
  }

  @Test
  void every_resource_is_in_one_of_the_stacks_that_are_looked_at() {
    Set<String> deployed = new TreeSet<>();
    stacks().forEach(stack -> stack.resources().forEach(one -> deployed.add(one.id())));

    assertThat(deployed).containsAll(Templates.nested(TEMPLATE).path("Resources").propertyNames());
  }

  @Test
  void it_knows_nothing_of_the_pipeline_and_the_pipeline_knows_its_log_group_by_name() {
    String group = stack().resource("ApiLogGroup").text("/LogGroupName");

    assertThat(Samconfig.read(Templates.ROOT.resolve("samconfig.toml")).parameters("default"))
        .containsEntry("LogGroups", group);
    assertThat(Templates.read(TEMPLATE)).doesNotContain("Fn::ImportValue", "!ImportValue");
    assertThat(Templates.read("template.yaml")).doesNotContain(TEMPLATE);
  }

  /**
   * Traffic has one target group at every time. With ECS's blue/green deployments ECS moves the
   * weights of two behind CloudFormation's back; an update of the rule, or the way back to rolling
   * deployments, would then send it to the empty one.
   */
  @Test
  void the_load_balancer_forwards_to_the_target_group_of_the_service_only() {
    JsonNode targets = stack().resource("ApiRule").at("/Actions/0/ForwardConfig/TargetGroups");

    assertThat(targets).hasSize(1);
    assertThat(targets.at("/0/TargetGroupArn"))
        .isEqualTo(stack().resource("Service").at("/LoadBalancers/0/TargetGroupArn"));
    assertThat(stack().resource("Service").text("/DeploymentConfiguration/Strategy"))
        .isEqualTo("ROLLING");
  }

  /** The endpoints' names then resolve to them in the whole VPC. */
  @Test
  void endpoints_that_are_created_let_in_the_whole_vpc() {
    Stack stack = stack(Map.of("VpcEndpoints", "Create", "VpcEndpointRouteTableIds", "rtb-1"));

    assertThat(
            stack
                .resource("EndpointSecurityGroup")
                .at("/SecurityGroupIngress")
                .valueStream()
                .map(rule -> rule.path("CidrIp").asString()))
        .containsExactly("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16");
  }

  @Test
  void the_load_balancer_can_be_deleted_again() {
    assertThat(stack().resource("LoadBalancer").at("/LoadBalancerAttributes").valueStream())
        .filteredOn(one -> one.path("Key").asString().equals("deletion_protection.enabled"))
        .singleElement()
        .satisfies(one -> assertThat(one.path("Value").asString()).isEqualTo("false"));
  }
}
