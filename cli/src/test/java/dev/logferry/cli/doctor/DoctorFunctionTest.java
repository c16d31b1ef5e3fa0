package dev.logferry.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.cli.CommandRun;
import dev.logferry.cli.connection.FakeAws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deployed function and what is around it; each test breaks one thing. */
class DoctorFunctionTest {

  private static final String ARN = "arn:aws:lambda:eu-central-1:1:function:forward";
  private static final String FUNCTION = "GET /2015-03-31/functions/forward/configuration";
  private static final String POLICY = "GET /2015-03-31/functions/forward/policy";
  private static final String INVOKE_CONFIG =
      "GET /2019-09-25/functions/forward/event-invoke-config";
  private static final String LETTERS = "GET /letters?list-type=2&prefix=logferry%2F";

  @TempDir Path folder;
  private FakeAws aws;
  private FakeCluster cluster;

  @BeforeEach
  void start() throws IOException {
    aws = new FakeAws();
    cluster = new FakeCluster();
    function("Active", "");
    aws.on(
        POLICY,
        _ -> "{\"Policy\":\"{\\\"Principal\\\":{\\\"Service\\\":\\\"logs.amazonaws.com\\\"}}\"}");
    aws.on(
        INVOKE_CONFIG,
        _ ->
            "{\"DestinationConfig\":{\"OnFailure\":{\"Destination\":\"arn:aws:s3:::undelivered\"}}}");
    alarms(alarm("OK", "\"arn:aws:sns:eu-central-1:1:ops\""));
    logGroup("STANDARD");
    subscription(ARN + ":live");
    aws.on(LETTERS, _ -> bucket(""));
  }

  @AfterEach
  void stop() {
    aws.close();
    cluster.close();
  }

  @Test
  void a_healthy_function_and_its_cluster_are_fine() throws IOException {
    CommandRun run = doctor();
    assertThat(run.out())
        .contains("forward is active")
        .contains("CloudWatch Logs may invoke the function")
        .contains("undelivered payloads go to arn:aws:s3:::undelivered")
        .contains("/ecs/shop sends what matches ERROR")
        .contains("none in letters")
        .contains("from the function forward: 1 node")
        .contains("read and deleted")
        .endsWith("0 warnings, 0 failed\n");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void a_function_that_does_not_exist() throws IOException {
    aws.fail(FUNCTION, 404, "ResourceNotFoundException", "Function not found");
    CommandRun run = doctor();
    assertThat(run.err()).contains("there is no function 'forward' in eu-central-1");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void expired_credentials_of_aws_leave_the_matter_open() throws IOException {
    aws.fail(FUNCTION, 403, "ExpiredTokenException", "The security token has expired");
    CommandRun run = doctor();
    assertThat(run.err()).contains("sign in again (aws sso login)");
    assertThat(run.exitCode()).isEqualTo(3);
  }

  @Test
  void a_function_that_failed_to_start() throws IOException {
    function("Failed", "");
    assertFails("forward is Failed", "repair what the reason says");
  }

  @Test
  void a_missing_permission() throws IOException {
    aws.fail(POLICY, 404, "ResourceNotFoundException", "no policy");
    assertFails("CloudWatch Logs may not invoke the function", "aws lambda add-permission");
  }

  @Test
  void a_missing_on_failure_destination() throws IOException {
    aws.on(INVOKE_CONFIG, _ -> "{\"MaximumRetryAttempts\":2}");
    assertFails("has no on-failure destination");
  }

  @Test
  void an_alarm_that_rings() throws IOException {
    alarms(alarm("ALARM", "\"arn:aws:sns:eu-central-1:1:ops\""));
    assertFails("in alarm: errors");
  }

  @Test
  void alarms_that_notify_nobody_or_do_not_exist() throws IOException {
    alarms(alarm("OK", ""));
    assertThat(doctor().out())
        .contains("warn    alarms")
        .contains("1 alarms notify nobody: errors");
    alarms("");
    assertThat(doctor().out()).contains("no alarm watches the function");
  }

  @Test
  void a_log_group_that_does_not_exist() throws IOException {
    aws.on("DescribeLogGroups", _ -> "{\"logGroups\":[{\"logGroupName\":\"/ecs/shop-2\"}]}");
    assertFails("there is no log group /ecs/shop in eu-central-1");
  }

  @Test
  void a_log_group_of_a_class_without_subscriptions() throws IOException {
    logGroup("INFREQUENT_ACCESS");
    assertFails("has the class INFREQUENT_ACCESS", "create a new one of class STANDARD");
  }

  @Test
  void a_log_group_without_a_subscription() throws IOException {
    aws.on("DescribeSubscriptionFilters", _ -> "{\"subscriptionFilters\":[]}");
    assertFails("/ecs/shop has no subscription filter", "parameter LogGroups");
  }

  @Test
  void a_subscription_that_leads_elsewhere() throws IOException {
    subscription(ARN + "-old");
    assertFails("/ecs/shop sends to " + ARN + "-old, not to forward");
  }

  @Test
  void dead_letters_that_wait() throws IOException {
    aws.on(
        LETTERS,
        _ ->
            bucket(
                "<Contents><Key>logferry/x</Key><Size>1500</Size><LastModified>2026-11-20T10:00:00.000Z</LastModified></Contents>"));
    assertThat(doctor().out())
        .contains("1 objects (1.5 kB) wait in letters, the oldest since 2026-11-20T10:00:00Z")
        .contains("logferry redrive");
  }

  @Test
  void a_permission_that_the_operator_lacks_leaves_the_matter_open() throws IOException {
    aws.fail(POLICY, 403, "AccessDeniedException", "not authorized to perform: lambda:GetPolicy");
    CommandRun run = doctor();
    assertThat(run.out()).contains("unknown permission").contains("lambda:GetPolicy");
    assertThat(run.exitCode()).isEqualTo(3);
  }

  @Test
  void a_secret_that_cannot_be_read() throws IOException {
    function("Active", ",\"LOGFERRY_ELASTICSEARCH_CREDENTIALS_SECRET\":\"logferry/key\"");
    aws.fail("GetSecretValue", 400, "ResourceNotFoundException", "can't find the secret");
    CommandRun run = doctor();
    assertThat(run.out()).contains("reading the secret 'logferry/key' failed");
    assertThat(run.exitCode()).isEqualTo(3);
  }

  @Test
  void a_function_without_a_bucket_for_dead_letters() throws IOException {
    function("Active", "", "");
    assertThat(doctor().out()).contains("there is no bucket for dead letters");
  }

  @Test
  void a_vpc_whose_dns_and_ways_are_fine() throws IOException {
    vpc("true", "true", endpoint("vpce-1", "s3", "Gateway") + secretsEndpoint(), "vpce-1", "");
    CommandRun run = doctor();
    assertThat(run.out())
        .contains("DNS support and host names are on in vpc-1")
        .contains("VPC S3        by the endpoint vpce-1")
        .contains("VPC secrets   by the endpoint vpce-2");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void a_nat_gateway_is_a_way_to_every_service() throws IOException {
    vpc("true", "true", "", "", "<natGatewayId>nat-1</natGatewayId>");
    assertThat(doctor().out())
        .contains("VPC S3        by nat-1")
        .contains("VPC secrets   by nat-1");
  }

  @Test
  void a_vpc_without_dns() throws IOException {
    vpc("false", "true", "", "", "<natGatewayId>nat-1</natGatewayId>");
    assertFails("vpc-1 has enableDnsSupport off", "modify-vpc-attribute");
  }

  @Test
  void a_vpc_without_dns_host_names() throws IOException {
    vpc("true", "false", "", "", "<natGatewayId>nat-1</natGatewayId>");
    assertThat(doctor().out()).contains("warn    VPC DNS").contains("enableDnsHostnames off");
  }

  @Test
  void a_vpc_without_a_way_to_s3() throws IOException {
    vpc("true", "true", secretsEndpoint(), "", "");
    assertFails("no way there from subnet-1 (rtb-1 has no default route)", "gateway endpoint");
  }

  @Test
  void an_endpoint_that_is_in_no_route_table_of_the_function() throws IOException {
    vpc("true", "true", endpoint("vpce-1", "s3", "Gateway") + secretsEndpoint(), "vpce-9", "");
    assertFails("LOGFERRY_DEAD_LETTER_BUCKET makes call s3, has no way there from subnet-1");
  }

  @Test
  void an_internet_gateway_that_a_function_cannot_use() throws IOException {
    vpc("true", "true", "", "", "<gatewayId>igw-1</gatewayId>");
    assertFails("leads to igw-1, which a function cannot use", "NAT gateway");
  }

  @Test
  void permissions_of_ec2_that_the_operator_lacks_leave_the_matter_open() throws IOException {
    vpc("true", "true", "", "", "");
    aws.failEc2("DescribeVpcAttribute", 403, "UnauthorizedOperation", "not authorized");
    aws.failEc2("DescribeVpcEndpoints", 403, "UnauthorizedOperation", "not authorized");
    CommandRun run = doctor();
    assertThat(run.out())
        .contains("unknown VPC DNS")
        .contains("unknown VPC routes")
        .contains("0 failed, 2 could not be checked");
    assertThat(run.exitCode()).isEqualTo(3);
  }

  /**
   * A function with a secret in a VPC of one subnet, whose route table is the main one.
   *
   * @param gateway endpoint that is a route; empty for none
   * @param defaultTarget of the default route, as XML; empty for none
   */
  private void vpc(
      String dnsSupport, String dnsNames, String endpoints, String gateway, String defaultTarget) {
    function(
        "Active",
        ",\"LOGFERRY_REDACTION_HASH_KEY_SECRET\":\"key\"",
        ",\"LOGFERRY_DEAD_LETTER_BUCKET\":\"letters\",\"LOGFERRY_DEAD_LETTER_PREFIX\":\"logferry/\"",
        ",\"VpcConfig\":{\"VpcId\":\"vpc-1\",\"SubnetIds\":[\"subnet-1\"]}");
    aws.on(
        "DescribeVpcAttribute",
        request -> {
          String name = request.path("Attribute").asString();
          return "<DescribeVpcAttributeResponse><%s><value>%s</value></%s></DescribeVpcAttributeResponse>"
              .formatted(name, name.equals("enableDnsSupport") ? dnsSupport : dnsNames, name);
        });
    aws.on(
        "DescribeVpcEndpoints",
        _ -> "<R><vpcEndpointSet>%s</vpcEndpointSet></R>".formatted(endpoints));
    aws.on(
        "DescribeRouteTables",
        _ ->
            """
            <R><routeTableSet><item><routeTableId>rtb-1</routeTableId>
            <associationSet><item><main>true</main></item></associationSet>
            <routeSet>%s%s</routeSet></item></routeTableSet></R>\
            """
                .formatted(
                    gateway.isEmpty()
                        ? ""
                        : "<item><gatewayId>%s</gatewayId><state>active</state></item>"
                            .formatted(gateway),
                    defaultTarget.isEmpty()
                        ? ""
                        : "<item><destinationCidrBlock>0.0.0.0/0</destinationCidrBlock>%s<state>active</state></item>"
                            .formatted(defaultTarget)));
  }

  private static String secretsEndpoint() {
    return endpoint("vpce-2", "secretsmanager", "Interface");
  }

  private static String endpoint(String id, String service, String type) {
    return """
    <item><vpcEndpointId>%s</vpcEndpointId><serviceName>com.amazonaws.eu-central-1.%s</serviceName>
    <vpcEndpointType>%s</vpcEndpointType><state>available</state>
    <privateDnsEnabled>true</privateDnsEnabled></item>\
    """
        .formatted(id, service, type);
  }

  private void function(String state, String more) {
    function(
        state,
        more,
        ",\"LOGFERRY_DEAD_LETTER_BUCKET\":\"letters\",\"LOGFERRY_DEAD_LETTER_PREFIX\":\"logferry/\"");
  }

  private void function(String state, String more, String buckets) {
    function(state, more, buckets, "");
  }

  private void function(String state, String more, String buckets, String vpc) {
    aws.on(
        FUNCTION,
        _ ->
            """
            {"FunctionName":"forward","FunctionArn":"%s","State":"%s","StateReason":"why",
             "Runtime":"java25","MemorySize":512,"Timeout":60,
             "Environment":{"Variables":{"LOGFERRY_ELASTICSEARCH_URLS":"%s"%s%s}}%s}\
            """
                .formatted(ARN, state, cluster.url(), more, buckets, vpc));
  }

  private void alarms(String alarms) {
    aws.on("DescribeAlarms", _ -> "{\"MetricAlarms\":[%s]}".formatted(alarms));
  }

  private static String alarm(String state, String action) {
    return """
    {"AlarmName":"errors","StateValue":"%s","ActionsEnabled":true,"AlarmActions":[%s],
     "Dimensions":[{"Name":"FunctionName","Value":"forward"}]}\
    """
        .formatted(state, action);
  }

  private void logGroup(String type) {
    aws.on(
        "DescribeLogGroups",
        _ ->
            "{\"logGroups\":[{\"logGroupName\":\"/ecs/shop\",\"logGroupClass\":\"%s\"}]}"
                .formatted(type));
  }

  private void subscription(String target) {
    aws.on(
        "DescribeSubscriptionFilters",
        _ ->
            "{\"subscriptionFilters\":[{\"filterName\":\"f\",\"filterPattern\":\"ERROR\",\"destinationArn\":\"%s\"}]}"
                .formatted(target));
  }

  private static String bucket(String contents) {
    return "<ListBucketResult><IsTruncated>false</IsTruncated>%s</ListBucketResult>"
        .formatted(contents);
  }

  private void assertFails(String... parts) throws IOException {
    CommandRun run = doctor();
    assertThat(run.out().replaceAll("\\s+", " ")).contains("fail ").contains(parts);
    assertThat(run.exitCode()).isEqualTo(1);
  }

  private CommandRun doctor() throws IOException {
    String variables =
        aws.variables().entrySet().stream()
            .map(Map.Entry::toString)
            .collect(Collectors.joining("\n"));
    Path file = Files.writeString(folder.resolve("aws.env"), variables + "\n");
    return CommandRun.of(
        folder, "doctor", "--env-file=" + file, "--function=forward", "--log-group=/ecs/shop");
  }
}
