package dev.logferry.forwarder.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rules of CloudWatch's embedded metric format, as its specification and the JSON schema at its
 * end state them. Where editions of the page differ, the stricter limit holds.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">Specification:
 *     Embedded metric format</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html">Units</a>
 */
public final class EmbeddedMetricFormat {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final int MAX_BYTES = 256 * 1024;
  private static final int MAX_DEFINITIONS = 100;
  private static final int MAX_VALUES = 100;
  private static final int MAX_DIMENSIONS = 9;
  private static final int MAX_NAME_CHARACTERS = 255;
  private static final int MAX_DIMENSION_VALUE_CHARACTERS = 1024;

  private static final Set<String> UNITS =
      Set.of(
          ("Seconds|Microseconds|Milliseconds|Bytes|Kilobytes|Megabytes|Gigabytes|Terabytes|Bits"
                  + "|Kilobits|Megabits|Gigabits|Terabits|Percent|Count|Bytes/Second"
                  + "|Kilobytes/Second|Megabytes/Second|Gigabytes/Second|Terabytes/Second"
                  + "|Bits/Second|Kilobits/Second|Megabits/Second|Gigabits/Second"
                  + "|Terabits/Second|Count/Second|None")
              .split("\\|"));

  private final List<String> violations = new ArrayList<>();

  private EmbeddedMetricFormat() {}

  /** What of a line breaks a rule; empty if CloudWatch takes every metric in it. */
  public static List<String> violations(String line) {
    EmbeddedMetricFormat format = new EmbeddedMetricFormat();
    try {
      format.check(line, JSON.readTree(line));
    } catch (JacksonException e) {
      format.violations.add("not one JSON object without double members: " + e.getMessage());
    }
    return List.copyOf(format.violations);
  }

  private void check(String line, JsonNode root) {
    require(root.isObject(), "the root is no object");
    require(line.length() <= MAX_BYTES / 3, "the line may be larger than 256 KB");
    JsonNode metadata = root.path("_aws");
    require(metadata.path("Timestamp").isIntegralNumber(), "_aws.Timestamp is no integer");
    knownMembers(metadata, Set.of("Timestamp", "CloudWatchMetrics"));
    require(metadata.path("CloudWatchMetrics").isArray(), "_aws.CloudWatchMetrics is no array");
    require(!metadata.path("CloudWatchMetrics").isEmpty(), "there is no directive");
    metadata.path("CloudWatchMetrics").forEach(directive -> directive(root, directive));
  }

  private void directive(JsonNode root, JsonNode directive) {
    knownMembers(directive, Set.of("Namespace", "Dimensions", "Metrics"));
    name(directive.path("Namespace"), "Namespace");
    require(directive.path("Dimensions").isArray(), "Dimensions is no array");
    require(!directive.path("Dimensions").isEmpty(), "there is no dimension set");
    directive.path("Dimensions").forEach(set -> dimensionSet(root, set));
    require(directive.path("Metrics").isArray(), "Metrics is no array");
    require(directive.path("Metrics").size() <= MAX_DEFINITIONS, "over 100 metrics");
    directive.path("Metrics").forEach(definition -> definition(root, definition));
  }

  private void dimensionSet(JsonNode root, JsonNode set) {
    require(set.isArray(), "a dimension set is no array");
    require(set.size() <= MAX_DIMENSIONS, "over 9 dimensions");
    for (JsonNode key : set) {
      name(key, "a dimension");
      JsonNode value = root.path(key.asString());
      require(value.isString(), "the dimension %s is no string".formatted(key));
      require(
          value.isString()
              && !value.asString().isBlank()
              && value.asString().length() <= MAX_DIMENSION_VALUE_CHARACTERS,
          "the value of dimension %s is blank or too long".formatted(key));
    }
  }

  private void definition(JsonNode root, JsonNode definition) {
    knownMembers(definition, Set.of("Name", "Unit", "StorageResolution"));
    name(definition.path("Name"), "a metric's Name");
    String name = definition.path("Name").asString("");
    if (definition.has("Unit")) {
      require(
          UNITS.contains(definition.path("Unit").asString("")), "%s: no such Unit".formatted(name));
    }
    JsonNode value = root.path(name);
    if (value.isArray()) {
      require(value.size() <= MAX_VALUES, "%s has over 100 values".formatted(name));
      require(!value.isEmpty(), "%s has no value".formatted(name));
      value.forEach(each -> require(each.isNumber(), "%s: no number".formatted(name)));
    } else {
      require(value.isNumber(), "%s is no number of the root".formatted(name));
    }
  }

  private void name(JsonNode text, String what) {
    require(
        text.isString()
            && !text.asString().isEmpty()
            && text.asString().length() <= MAX_NAME_CHARACTERS,
        "%s is no text of 1 to 255 characters".formatted(what));
  }

  private void knownMembers(JsonNode object, Set<String> known) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      require(known.contains(member.getKey()), "unknown member " + member.getKey());
    }
  }

  private void require(boolean held, String otherwise) {
    if (!held) {
      violations.add(otherwise);
    }
  }
}
