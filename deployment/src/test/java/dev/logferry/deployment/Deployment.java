package dev.logferry.deployment;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The deployments of the pipeline that the checks look at; together they have each resource. */
@SuppressWarnings("ImmutableEnumChecker") // what it holds is never changed
enum Deployment {
  /** The five parameters without a default, and nothing else. */
  FIVE_VALUES(Map.of()),
  FIVE_VALUES_KINESIS(Map.of("DeliveryMode", "Kinesis")),
  FIVE_VALUES_FIREHOSE(Map.of("DeliveryMode", "Firehose")),
  DIRECT(
      Map.of(
          "LogGroups",
          "/ecs/production/api-service,/ecs/shop,/aws/lambda/mailer",
          "ElasticsearchCaSecretArn",
          secret("ca"),
          "ElasticsearchClientCertificateSecretArn",
          secret("client"),
          "ForwardedEvents",
          "WarningsAndErrors",
          "EventsMissingAlarm",
          "true")),
  KINESIS(
      Map.ofEntries(
          Map.entry("DeliveryMode", "Kinesis"),
          Map.entry("KmsKeyArn", "arn:aws:kms:eu-central-1:123456789012:key/data"),
          Map.entry("SecretsKmsKeyArn", "arn:aws:kms:eu-central-1:123456789012:key/secrets"),
          Map.entry("StreamShardCount", "4"),
          Map.entry("LogGroups", "/a,/b,/c,/d,/e"),
          Map.entry("ElasticsearchPorts", "9200-9299"),
          Map.entry("ElasticsearchCidrs", "10.20.0.0/16,10.30.0.0/16"),
          Map.entry("DnsCidrs", "10.1.1.0/24"),
          Map.entry("HttpsCidrs", "10.0.0.0/16"),
          Map.entry("S3PrefixListId", "pl-6ea54007"),
          Map.entry("AlarmEmail", "on-call@example.com"),
          Map.entry("EventsMissingAlarm", "true"),
          Map.entry("ForwardedEvents", "Errors"))),
  FIREHOSE(
      Map.of(
          "DeliveryMode",
          "Firehose",
          "KeptRoute",
          "Kinesis",
          "EventsMissingAlarm",
          "true",
          "ElasticsearchCaSecretArn",
          secret("ca"),
          "ElasticsearchClientCertificateSecretArn",
          secret("client"),
          "RedriveCredentialsSecretArn",
          secret("redrive"),
          "RedactionHashKeySecretArn",
          secret("redaction"),
          "RedactionRules",
          "[{\"name\":\"email\",\"pattern\":\"[a-z]+@[a-z.]+\",\"replace\":\"hash\"}]")),
  ACCOUNT(
      Map.of(
          "LogGroups", "*",
          "EventsMissingAlarm", "true",
          "FilterPattern", "{ $.level = \"error\" || $.message = %\\d+ms% }",
          "ExcludedLogGroups", "/vpc/flow-logs,/aws/states/nightly")),
  ACCOUNT_BY_KINESIS(
      Map.of(
          "LogGroups", "*",
          "DeliveryMode", "Kinesis",
          "MinimumLevel", "WARN",
          "Routes", "/ecs/shop-*=shop.api:production,/ecs/*=ecs"));

  private static final Map<String, String> REQUIRED =
      Map.of(
          "ElasticsearchUrls",
          "https://es1.example.internal:9200,https://es2.example.internal:9200",
          "ElasticsearchCredentialsSecretArn",
          secret("forwarder"),
          "VpcId",
          "vpc-1",
          "SubnetIds",
          "subnet-1,subnet-2",
          "LogGroups",
          "/ecs/shop");

  private final Map<String, String> own;

  Deployment(Map<String, String> own) {
    this.own = own;
  }

  private static String secret(String name) {
    return "arn:aws:secretsmanager:eu-central-1:123456789012:secret:" + name + "-AbCdEf";
  }

  Map<String, String> parameters() {
    Map<String, String> all = new TreeMap<>(REQUIRED);
    all.putAll(own);
    return all;
  }

  /** The stack that this template would become. */
  Stack of(JsonNode template) {
    return of(template, Templates::nested);
  }

  /** With other nested templates than those of the project. */
  Stack of(JsonNode template, Function<String, JsonNode> nested) {
    return new Stack(template, parameters(), nested);
  }
}
