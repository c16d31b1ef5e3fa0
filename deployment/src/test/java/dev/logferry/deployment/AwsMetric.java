package dev.logferry.deployment;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The metrics of AWS that alarms and dashboard use, with the dimensions under which they come. */
@SuppressWarnings("ImmutableEnumChecker") // what it holds is never changed
enum AwsMetric {
  LAMBDA(
      "AWS/Lambda",
      "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html",
      List.of(Set.of("FunctionName")),
      "Invocations",
      "Errors",
      "Throttles",
      "Duration",
      "ConcurrentExecutions",
      "AsyncEventsDropped",
      "AsyncEventAge",
      "DestinationDeliveryFailures",
      "IteratorAge"),
  LOGS(
      "AWS/Logs",
      "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html",
      List.of(Set.of("LogGroupName", "DestinationType", "FilterName"), Set.of("PolicyLevel")),
      "ForwardedLogEvents",
      "DeliveryErrors",
      "DeliveryThrottling"),
  FIREHOSE(
      "AWS/Firehose",
      "https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html",
      List.of(Set.of("DeliveryStreamName")),
      "DeliveryToS3.DataFreshness"),
  SQS(
      "AWS/SQS",
      "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html",
      List.of(Set.of("QueueName")),
      "ApproximateAgeOfOldestMessage",
      "ApproximateNumberOfMessagesVisible"),
  LOAD_BALANCER(
      "AWS/ApplicationELB",
      "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html",
      List.of(Set.of("LoadBalancer")),
      "RequestCount",
      "HTTPCode_Target_4XX_Count",
      "HTTPCode_Target_5XX_Count",
      "HTTPCode_ELB_5XX_Count",
      "TargetResponseTime"),
  TARGET_GROUP(
      "AWS/ApplicationELB",
      LOAD_BALANCER.source,
      List.of(Set.of("LoadBalancer", "TargetGroup")),
      "UnHealthyHostCount"),
  SCHEDULER(
      "AWS/Scheduler",
      "https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html",
      List.of(Set.of("ScheduleGroup")),
      "TargetErrorCount",
      "InvocationDroppedCount"),
  /** A sample for each running task and minute, so the number of samples is that of tasks. */
  ECS(
      "AWS/ECS",
      "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html",
      List.of(Set.of("ClusterName", "ServiceName")),
      "CPUUtilization",
      "MemoryUtilization");

  private final String namespace;
  private final String source;
  private final List<Set<String>> dimensions;
  private final List<String> names;

  AwsMetric(String namespace, String source, List<Set<String>> dimensions, String... names) {
    this.namespace = namespace;
    this.source = source;
    this.dimensions = dimensions;
    this.names = List.of(names);
  }

  static Optional<AwsMetric> of(String namespace, String name) {
    return Arrays.stream(values())
        .filter(group -> group.namespace.equals(namespace) && group.names.contains(name))
        .findFirst();
  }

  boolean comesUnder(Set<String> given) {
    return dimensions.contains(given);
  }

  /** In a Metrics Insights query, where any of them may be left out. */
  boolean comesWith(Set<String> given) {
    return dimensions.stream().anyMatch(all -> all.containsAll(given));
  }

  String source() {
    return source;
  }
}
