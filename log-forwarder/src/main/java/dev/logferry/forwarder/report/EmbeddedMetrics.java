package dev.logferry.forwarder.report;

import dev.logferry.forwarder.json.JsonWriter;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;

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
      JsonWriter out,
      Instant time,
      SortedMap<String, String> dimensions,
      Map<Metric, MetricValue> values) {
    for (Map.Entry<String, String> dimension : dimensions.entrySet()) {
      out.member(dimension.getKey(), dimension.getValue());
    }
    for (Map.Entry<Metric, MetricValue> value : values.entrySet()) {
      out.name(value.getKey().metricName());
      value.getValue().write(out);
    }
    out.name("_aws");
    out.beginObject();
    out.member("Timestamp", time.toEpochMilli());
    out.name("CloudWatchMetrics");
    out.beginArray();
    writeDirective(out, dimensions, values);
    out.endArray();
    out.endObject();
  }

  private static void writeDirective(
      JsonWriter out, SortedMap<String, String> dimensions, Map<Metric, MetricValue> values) {
    out.beginObject();
    out.member("Namespace", NAMESPACE);
    out.name("Dimensions");
    out.beginArray();
    out.beginArray();
    for (String dimension : dimensions.keySet()) {
      out.string(dimension);
    }
    out.endArray();
    out.endArray();
    out.name("Metrics");
    out.beginArray();
    for (Metric metric : values.keySet()) {
      out.json(metric.definition());
    }
    out.endArray();
    out.endObject();
  }
}
