package dev.logferry.deployment;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The deployments that the checks look at; together they have each resource at least once. */
@SuppressWarnings("ImmutableEnumChecker") // what it holds is never changed
enum Deployment {
  DIRECT(Map.of("ExtraLogGroups", "/ecs/shop,/aws/lambda/mailer")),
  KINESIS(
      Map.of(
          "DeliveryMode", "Kinesis",
          "KmsKeyArn", "arn:aws:kms:eu-central-1:123456789012:key/data",
          "SecretsKmsKeyArn", "arn:aws:kms:eu-central-1:123456789012:key/secrets",
          "StreamShardCount", "4",
          "ExtraLogGroups", "/a,/b,/c,/d,/e",
          "ApiDeploymentStyle", "BlueGreen",
          "AlarmEmail", "on-call@example.com",
          "ForwardedEvents", "Errors")),
  FIREHOSE(
      Map.of(
          "DeliveryMode",
          "Firehose",
          "KeptRoute",
          "Kinesis",
          "RedriveCredentialsSecretArn",
          "arn:aws:secretsmanager:eu-central-1:123456789012:secret:redrive-AbCdEf",
          "ForwardedEvents",
          "Everything",
          "VpcEndpoints",
          "Create",
          "VpcEndpointRouteTableIds",
          "rtb-1")),
  ACCOUNT(
      Map.of(
          "SubscriptionScope", "Account",
          "AccountExcludedLogGroups", "/vpc/flow-logs,/aws/states/nightly",
          "ApiImageUri", "")),
  ACCOUNT_BY_KINESIS(
      Map.of(
          "SubscriptionScope", "Account",
          "DeliveryMode", "Kinesis",
          "ElasticsearchCaSecretArn", "",
          "MinimumLevel", "WARN",
          "Routes", "/ecs/shop-*=shop.api:production,/ecs/*=ecs"));

  private static final Map<String, String> REQUIRED =
      Map.ofEntries(
          Map.entry(
              "ElasticsearchUrls",
              "https://es1.example.internal:9200,https://es2.example.internal:9200"),
          Map.entry(
              "ElasticsearchCredentialsSecretArn",
              "arn:aws:secretsmanager:eu-central-1:123456789012:secret:forwarder-AbCdEf"),
          Map.entry(
              "ElasticsearchCaSecretArn",
              "arn:aws:secretsmanager:eu-central-1:123456789012:secret:ca-AbCdEf"),
          Map.entry("VpcId", "vpc-1"),
          Map.entry("SubnetIds", "subnet-1,subnet-2"),
          Map.entry("OnPremisesCidr", "10.20.0.0/16"),
          Map.entry("VpcCidr", "10.0.0.0/16"),
          Map.entry("S3PrefixListId", "pl-6ea54007"),
          Map.entry("ApiImageUri", "123456789012.dkr.ecr.eu-central-1.amazonaws.com/api-service:1"),
          Map.entry(
              "ApiImageRepositoryArn",
              "arn:aws:ecr:eu-central-1:123456789012:repository/api-service"),
          Map.entry("ApiCertificateArn", "arn:aws:acm:eu-central-1:123456789012:certificate/1"),
          Map.entry("ApiLoadBalancerSubnetIds", "subnet-3,subnet-4"),
          Map.entry("ApiDatabaseUrl", "postgresql://db.example.internal:5432/shop"),
          Map.entry(
              "ApiDatabaseSecretArn",
              "arn:aws:secretsmanager:eu-central-1:123456789012:secret:database-AbCdEf"),
          Map.entry("ApiDatabaseSecurityGroupId", "sg-1"));

  private final Map<String, String> parameters;

  Deployment(Map<String, String> parameters) {
    this.parameters = parameters;
  }

  /** The stack that this template would become. */
  Stack of(JsonNode template) {
    return of(template, Templates::nested);
  }

  /** With other nested templates than those of the project. */
  Stack of(JsonNode template, Function<String, JsonNode> nested) {
    Map<String, String> all = new TreeMap<>(REQUIRED);
    all.putAll(parameters);
    return new Stack(template, all, nested);
  }
}
