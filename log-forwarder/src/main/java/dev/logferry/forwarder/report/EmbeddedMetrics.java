package dev.logferry.forwarder.report;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import tools.jackson.core.JsonGenerator;

/**
 * Writes metrics in CloudWatch's embedded metric format: members of a log line's root, and {@code
 * _aws}, which tells CloudWatch Logs to make metrics of them.
 *
 * <p>Loops and no lambdas, since this runs once in most cold starts, and each lambda costs one.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">Specification:
 *     Embedded metric format</a>
 */
final class EmbeddedMetrics {

  static final String NAMESPACE = "Logferry";

  /** The format's limit of values for one metric. */
  static final int MAX_VALUES = 100;

  private EmbeddedMetrics() {}

  /**
   * Writes into the object that has been begun.
   *
   * @param dimensions names and values, of one dimension set: each further one is a metric to pay
   */
  static void write(
      JsonGenerator out,
      Instant time,
      SortedMap<String, String> dimensions,
      Map<Metric, MetricValue> values) {
    for (Map.Entry<String, String> dimension : dimensions.entrySet()) {
      out.writeStringProperty(dimension.getKey(), dimension.getValue());
    }
    for (Map.Entry<Metric, MetricValue> value : values.entrySet()) {
      out.writeName(value.getKey().metricName());
      value.getValue().write(out);
    }
    out.writeName("_aws");
    out.writeStartObject();
    out.writeNumberProperty("Timestamp", time.toEpochMilli());
    out.writeName("CloudWatchMetrics");
    out.writeStartArray();
    writeDirective(out, dimensions, values);
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void writeDirective(
      JsonGenerator out, SortedMap<String, String> dimensions, Map<Metric, MetricValue> values) {
    out.writeStartObject();
    out.writeStringProperty("Namespace", NAMESPACE);
    out.writeName("Dimensions");
    out.writeStartArray();
    out.writeStartArray();
    for (String dimension : dimensions.keySet()) {
      out.writeString(dimension);
    }
    out.writeEndArray();
    out.writeEndArray();
    out.writeName("Metrics");
    out.writeStartArray();
    for (Metric metric : values.keySet()) {
      writeDefinition(out, metric);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void writeDefinition(JsonGenerator out, Metric metric) {
    out.writeStartObject();
    out.writeStringProperty("Name", metric.metricName());
    out.writeStringProperty("Unit", metric.unit().text());
    out.writeEndObject();
  }
}
