package dev.logferry.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the functions' security group lets through, in the networks that companies have. */
class NetworkTest {

  @Test
  void a_cluster_and_dns_servers_in_the_data_centre_are_reached_with_the_five_values_alone() {
    assertThat(rules(Map.of()))
        .contains(
            "tcp 9200-9200 10.0.0.0/8",
            "tcp 9200-9200 172.16.0.0/12",
            "tcp 9200-9200 192.168.0.0/16",
            "udp 53-53 10.0.0.0/8",
            "tcp 53-53 10.0.0.0/8",
            "udp 53-53 192.168.0.0/16");
  }

  /** Their addresses are public behind a NAT gateway or a gateway endpoint. */
  @Test
  void secrets_manager_and_s3_are_reached_by_nat_gateway_by_endpoints_and_by_shared_endpoints() {
    assertThat(rules(Map.of())).contains("tcp 443-443 0.0.0.0/0");
  }

  @Test
  void all_of_it_can_be_narrowed() {
    assertThat(
            rules(
                Map.of(
                    "ElasticsearchPorts", "9243-9250",
                    "ElasticsearchCidrs", "10.20.1.0/24,10.20.2.0/24",
                    "DnsCidrs", "10.1.1.1/32",
                    "HttpsCidrs", "10.0.0.0/16,10.9.0.0/16",
                    "S3PrefixListId", "pl-6ea54007")))
        .containsExactlyInAnyOrder(
            "tcp 9243-9250 10.20.1.0/24",
            "tcp 9243-9250 10.20.2.0/24",
            "udp 53-53 10.1.1.1/32",
            "tcp 53-53 10.1.1.1/32",
            "tcp 443-443 10.0.0.0/16",
            "tcp 443-443 10.9.0.0/16",
            "tcp 443-443 pl-6ea54007");
  }

  @Test
  void no_rule_is_there_twice() {
    for (Deployment deployment : Deployment.values()) {
      assertThat(rules(deployment.parameters())).doesNotHaveDuplicates();
    }
  }

  private static List<String> rules(Map<String, String> more) {
    Map<String, String> parameters = Deployment.FIVE_VALUES.parameters();
    parameters.putAll(more);
    Stack stack = new Stack(Templates.expanded(), parameters, Templates::nested);
    Stream<JsonNode> rules =
        stack.resource("ForwarderSecurityGroup").at("/SecurityGroupEgress").valueStream();
    return rules.map(NetworkTest::described).toList();
  }

  private static String described(JsonNode rule) {
    return "%s %s-%s %s%s"
        .formatted(
            rule.path("IpProtocol").asString(),
            rule.path("FromPort").asString(),
            rule.path("ToPort").asString(),
            rule.path("CidrIp").asString(""),
            rule.path("DestinationPrefixListId").asString(""));
  }
}
