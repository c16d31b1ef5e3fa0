package dev.logferry.cli.doctor;

import dev.logferry.cli.connection.Aws;
import dev.logferry.cli.connection.DeployedFunction;
import dev.logferry.cli.connection.Ec2Api;
import dev.logferry.cli.doctor.FunctionChecks.Checking;
import dev.logferry.cli.doctor.Vpc.Endpoint;
import dev.logferry.cli.doctor.Vpc.RouteTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.lambda.model.VpcConfigResponse;

/**
 * Checks whether a function in a VPC can resolve names and reach the AWS services that it calls: S3
 * for dead letters, Secrets Manager for secrets. Its logs, metrics and on-failure records are
 * Lambda's business and need no way out of the VPC.
 */
final class NetworkChecks {
  private static final String DNS = "VPC DNS";

  private final Aws aws;
  private final DeployedFunction function;
  private final Consumer<Finding> report;

  NetworkChecks(Aws aws, DeployedFunction function, Consumer<Finding> report) {
    this.aws = aws;
    this.function = function;
    this.report = report;
  }

  void check() {
    VpcConfigResponse vpcConfig = function.configuration().vpcConfig();
    if (vpcConfig == null || vpcConfig.vpcId() == null || vpcConfig.vpcId().isEmpty()) {
      report.accept(
          Finding.skip("VPC", "the function is in no VPC: it reaches public addresses only"));
      return;
    }
    try (Ec2Api ec2 = aws.ec2()) {
      Vpc vpc = new Vpc(ec2, vpcConfig.vpcId());
      Checking.of(DNS, report, found -> dns(vpc, vpcConfig.vpcId(), found));
      Map<String, String> services = services();
      if (!services.isEmpty()) {
        Checking.of("VPC routes", report, found -> routes(vpc, vpcConfig, services, found));
      }
    }
  }

  private static void dns(Vpc vpc, String id, Consumer<Finding> found) {
    if (!vpc.attribute("enableDnsSupport")) {
      found.accept(
          Finding.fail(
              DNS,
              id + " has enableDnsSupport off: Amazon's DNS server does not answer in it",
              "aws ec2 modify-vpc-attribute --vpc-id %s --enable-dns-support; without it, the DHCP options must name DNS servers that know the cluster and AWS"
                  .formatted(id)));
      return;
    }
    if (!vpc.attribute("enableDnsHostnames")) {
      found.accept(
          Finding.warn(
              DNS,
              id + " has enableDnsHostnames off: interface endpoints have no private names in it",
              "aws ec2 modify-vpc-attribute --vpc-id %s --enable-dns-hostnames".formatted(id)));
      return;
    }
    found.accept(Finding.ok(DNS, "DNS support and host names are on in " + id));
  }

  /** The services that the function calls, by the setting that makes it. */
  private Map<String, String> services() {
    Map<String, String> services = new TreeMap<>();
    if (!function.setting("LOGFERRY_DEAD_LETTER_BUCKET").isEmpty()) {
      services.put("s3", "LOGFERRY_DEAD_LETTER_BUCKET");
    }
    function.settingsEndingIn("_SECRET").stream()
        .sorted()
        .findFirst()
        .ifPresent(setting -> services.put("secretsmanager", setting));
    return services;
  }

  private static void routes(
      Vpc vpc, VpcConfigResponse config, Map<String, String> services, Consumer<Finding> found) {
    List<Endpoint> endpoints = vpc.endpoints();
    Map<String, RouteTable> tables = vpc.routeTables(config.subnetIds());
    services.forEach(
        (service, setting) ->
            found.accept(route(service, setting, config.subnetIds(), endpoints, tables)));
  }

  private static Finding route(
      String service,
      String setting,
      List<String> subnets,
      List<Endpoint> endpoints,
      Map<String, RouteTable> tables) {
    String subject = "VPC " + (service.equals("s3") ? "S3" : "secrets");
    List<Endpoint> ofService =
        endpoints.stream().filter(it -> it.service().endsWith("." + service)).toList();
    for (Endpoint endpoint : ofService) {
      if (endpoint.type().equals("Interface") && endpoint.privateDns()) {
        return Finding.ok(
            subject,
            "by the endpoint %s; its security group is not checked".formatted(endpoint.id()));
      }
    }
    List<String> cutOff = new ArrayList<>();
    List<String> ways = new ArrayList<>();
    for (String subnet : subnets) {
      RouteTable table =
          tables.getOrDefault(subnet, new RouteTable("no route table", "", List.of()));
      String way = way(table, ofService);
      if (way.isEmpty()) {
        cutOff.add(
            table.defaultTarget().isEmpty()
                ? "%s (%s has no default route)".formatted(subnet, table.id())
                : "%s (%s leads to %s, which a function cannot use: it has no public address)"
                    .formatted(subnet, table.id(), table.defaultTarget()));
      } else if (!ways.contains(way)) {
        ways.add(way);
      }
    }
    return cutOff.isEmpty()
        ? Finding.ok(subject, "by " + String.join(", ", ways))
        : Finding.fail(
            subject,
            "the function, which %s makes call %s, has no way there from %s"
                .formatted(setting, service, String.join(", ", cutOff)),
            service.equals("s3")
                ? "add a gateway endpoint of S3 to these route tables, or a route to a NAT gateway"
                : "add an interface endpoint of %s with private DNS names, or a route to a NAT gateway"
                    .formatted(service));
  }

  private static String way(RouteTable table, List<Endpoint> ofService) {
    for (Endpoint endpoint : ofService) {
      if (table.gatewayEndpoints().contains(endpoint.id())) {
        return "the endpoint " + endpoint.id();
      }
    }
    String target = table.defaultTarget();
    return target.isEmpty() || target.startsWith("igw-") ? "" : target;
  }
}
