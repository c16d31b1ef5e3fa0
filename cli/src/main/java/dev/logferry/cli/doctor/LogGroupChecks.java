package dev.logferry.cli.doctor;

import dev.logferry.cli.connection.Aws;
import dev.logferry.cli.connection.DeployedFunction;
import dev.logferry.cli.doctor.FunctionChecks.Checking;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroupClass;
import software.amazon.awssdk.services.cloudwatchlogs.model.SubscriptionFilter;

/**
 * Checks that log groups exist, can have subscriptions, and have one that leads to the function.
 */
final class LogGroupChecks {

  private final Aws aws;
  private final DeployedFunction function;
  private final Consumer<Finding> report;

  LogGroupChecks(Aws aws, DeployedFunction function, Consumer<Finding> report) {
    this.aws = aws;
    this.function = function;
    this.report = report;
  }

  void check(List<String> names) {
    if (names.isEmpty()) {
      report.accept(
          Finding.skip("subscription", "not checked: name the log groups with --log-group"));
      return;
    }
    try (CloudWatchLogsClient logs =
        aws.client(CloudWatchLogsClient.builder(), "CLOUDWATCH_LOGS")) {
      names.forEach(name -> Checking.of("subscription", report, found -> check(logs, name, found)));
    }
  }

  private void check(CloudWatchLogsClient logs, String name, Consumer<Finding> found) {
    List<LogGroup> groups =
        logs.describeLogGroupsPaginator(it -> it.logGroupNamePrefix(name)).logGroups().stream()
            .filter(group -> name.equals(group.logGroupName()))
            .toList();
    if (groups.isEmpty()) {
      found.accept(
          Finding.fail(
              "subscription",
              "there is no log group %s in %s".formatted(name, aws.region()),
              "check its name, AWS_REGION and the account"));
      return;
    }
    LogGroupClass type = groups.getFirst().logGroupClass();
    if (type != null && type != LogGroupClass.STANDARD) {
      found.accept(
          Finding.fail(
              "subscription",
              "%s has the class %s, which has no subscription filters".formatted(name, type),
              "a log group keeps its class: create a new one of class STANDARD"));
      return;
    }
    List<SubscriptionFilter> filters =
        logs.describeSubscriptionFilters(it -> it.logGroupName(name)).subscriptionFilters();
    found.accept(subscription(name, filters));
  }

  private Finding subscription(String name, List<SubscriptionFilter> filters) {
    List<SubscriptionFilter> ours =
        filters.stream().filter(filter -> function.isTargetOf(filter.destinationArn())).toList();
    if (ours.isEmpty()) {
      return Finding.fail(
          "subscription",
          filters.isEmpty()
              ? name + " has no subscription filter"
              : "%s sends to %s, not to %s"
                  .formatted(
                      name,
                      String.join(
                          ", ", filters.stream().map(SubscriptionFilter::destinationArn).toList()),
                      function.name()),
          "deploy with this log group in the parameter LogGroups");
    }
    String pattern = String.valueOf(ours.getFirst().filterPattern());
    if (ours.size() > 1) {
      return Finding.warn(
          "subscription",
          "%s sends twice to %s".formatted(name, function.name()),
          "remove the filter %s; lines that both match are paid for twice"
              .formatted(ours.get(1).filterName()));
    }
    return Finding.ok(
        "subscription",
        "%s sends %s"
            .formatted(name, pattern.isBlank() ? "everything" : "what matches " + pattern));
  }
}
