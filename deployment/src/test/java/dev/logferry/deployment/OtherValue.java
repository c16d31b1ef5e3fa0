package dev.logferry.deployment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A second value for each parameter that its rules accept. */
final class OtherValue {

  private static final String SECRET =
      "arn:aws:secretsmanager:eu-central-1:123456789012:secret:another-XyZaBc";

  private static final Map<String, String> OF =
      Map.ofEntries(
          Map.entry("ElasticsearchUrls", "https://other.example.internal:9200"),
          Map.entry("ElasticsearchCredentialsSecretArn", SECRET),
          Map.entry("ElasticsearchCaSecretArn", SECRET),
          Map.entry("ElasticsearchClientCertificateSecretArn", SECRET),
          Map.entry("RedriveCredentialsSecretArn", SECRET),
          Map.entry("RedactionHashKeySecretArn", SECRET),
          Map.entry("VpcId", "vpc-2"),
          Map.entry("SubnetIds", "subnet-8,subnet-9"),
          Map.entry("LogGroups", "/another"),
          Map.entry("ElasticsearchPorts", "9243"),
          Map.entry("ElasticsearchCidrs", "10.99.0.0/16"),
          Map.entry("DnsCidrs", "10.98.0.0/16"),
          Map.entry("HttpsCidrs", "10.97.0.0/16"),
          Map.entry("S3PrefixListId", "pl-1234"),
          Map.entry("FilterPattern", "ERROR"),
          Map.entry("ExcludedLogGroups", "/another"),
          Map.entry("Routes", "/another=another"),
          Map.entry("DefaultDataset", "another"),
          Map.entry("DefaultNamespace", "another"),
          Map.entry("TimeZone", "Europe/Berlin"),
          Map.entry("IncludePattern", "another"),
          Map.entry("ExcludePattern", "another"),
          Map.entry("RedactionRules", "[{\"name\":\"another\",\"field\":\"a.b\"}]"),
          Map.entry("MappingVersion", "another"),
          Map.entry("SecretsExtensionLayerArn", "arn:aws:lambda:eu-central-1:1:layer:x:1"),
          Map.entry("KmsKeyArn", "arn:aws:kms:eu-central-1:123456789012:key/another"),
          Map.entry("SecretsKmsKeyArn", "arn:aws:kms:eu-central-1:123456789012:key/another"),
          Map.entry("AlarmEmail", "another@example.com"));

  private OtherValue() {}

  /**
   * @throws IllegalArgumentException for a parameter that has no second value yet
   */
  static String than(String value, String parameter, JsonNode definition) {
    Optional<String> allowed =
        definition
            .path("AllowedValues")
            .valueStream()
            .map(JsonNode::asString)
            .filter(one -> !one.equals(value))
            .findFirst();
    String other =
        allowed.orElseGet(
            () ->
                definition.path("Type").asString().equals("Number")
                    ? String.valueOf(Integer.parseInt(value) + 1)
                    : OF.getOrDefault(parameter, value));
    List<String> problems =
        ParameterRules.problems(onlyWith(parameter, definition), Map.of(parameter, other));
    if (other.equals(value) || !problems.isEmpty()) {
      throw new IllegalArgumentException(
          "%s needs a second value here: %s".formatted(parameter, problems));
    }
    return other;
  }

  private static JsonNode onlyWith(String parameter, JsonNode definition) {
    ObjectNode template = JsonMapper.shared().createObjectNode();
    template.putObject("Parameters").set(parameter, definition);
    return template;
  }
}
