package dev.logferry.cli.cost;

import dev.logferry.cli.connection.Aws;
import dev.logferry.cli.connection.AwsProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/**
 * What log groups took in, by CloudWatch's own metrics.
 *
 * @param eventsADay on average
 * @param lineBytes of an event, on average
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html">CloudWatch
 *     Logs metrics</a>
 */
record MeasuredTraffic(double eventsADay, double lineBytes) {

  private static final Duration DAY = Duration.ofDays(1);

  /** Reads the last days. */
  static MeasuredTraffic read(Aws aws, List<String> logGroups, int days, Instant now) {
    try (CloudWatchClient cloudWatch = aws.client(CloudWatchClient.builder(), "CLOUDWATCH")) {
      double events = 0;
      double bytes = 0;
      for (String group : logGroups) {
        events += sum(cloudWatch, group, "IncomingLogEvents", days, now);
        bytes += sum(cloudWatch, group, "IncomingBytes", days, now);
      }
      return new MeasuredTraffic(events / days, events == 0 ? 0 : bytes / events);
    } catch (SdkException e) {
      throw AwsProblem.of("reading the metrics of " + logGroups, e);
    }
  }

  private static double sum(
      CloudWatchClient cloudWatch, String group, String metric, int days, Instant now) {
    return cloudWatch
        .getMetricStatistics(
            it ->
                it.namespace("AWS/Logs")
                    .metricName(metric)
                    .dimensions(Dimension.builder().name("LogGroupName").value(group).build())
                    .startTime(now.minus(DAY.multipliedBy(days)))
                    .endTime(now)
                    .period((int) DAY.toSeconds())
                    .statistics(Statistic.SUM))
        .datapoints()
        .stream()
        .mapToDouble(Datapoint::sum)
        .sum();
  }
}
