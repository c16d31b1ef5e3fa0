package dev.logferry.cli.doctor;

import dev.logferry.cli.connection.Aws;
import dev.logferry.cli.connection.AwsProblem;
import dev.logferry.cli.connection.DeployedFunction;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionEventInvokeConfigResponse;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.State;

/** Checks a deployed function: its state, who may call it, and where its failures go. */
final class FunctionChecks {

  private final Aws aws;
  private final DeployedFunction function;
  private final Consumer<Finding> report;

  FunctionChecks(Aws aws, DeployedFunction function, Consumer<Finding> report) {
    this.aws = aws;
    this.function = function;
    this.report = report;
  }

  void check() {
    state();
    Checking.of("permission", report, this::permission);
    Checking.of("failures", report, this::onFailure);
    Checking.of("alarms", report, this::alarms);
  }

  private void state() {
    GetFunctionConfigurationResponse found = function.configuration();
    if (found.state() != null && found.state() != State.ACTIVE) {
      report.accept(
          Finding.fail(
              "function",
              "%s is %s: %s".formatted(function.name(), found.state(), found.stateReason()),
              "wait, or repair what the reason says"));
    } else if (found.lastUpdateStatus() == LastUpdateStatus.FAILED) {
      report.accept(
          Finding.fail(
              "function",
              "the last update of %s failed: %s"
                  .formatted(function.name(), found.lastUpdateStatusReason()),
              "deploy again"));
    } else {
      report.accept(
          Finding.ok(
              "function",
              "%s is active: %s, %d MB, up to %d s"
                  .formatted(
                      function.name(),
                      found.runtimeAsString(),
                      found.memorySize(),
                      found.timeout())));
    }
  }

  private void permission(Consumer<Finding> found) {
    try (LambdaClient lambda = aws.client(LambdaClient.builder(), "LAMBDA")) {
      String policy = lambda.getPolicy(it -> it.functionName(function.nameOrArn())).policy();
      found.accept(
          policy.contains("logs.amazonaws.com")
                  || policy.matches("(?s).*logs\\.[a-z0-9-]+\\.amazonaws\\.com.*")
              ? Finding.ok("permission", "CloudWatch Logs may invoke the function")
              : mayNot());
    } catch (ResourceNotFoundException _) {
      found.accept(mayNot());
    }
  }

  private static Finding mayNot() {
    return Finding.fail(
        "permission",
        "CloudWatch Logs may not invoke the function",
        "deploy the template again, or aws lambda add-permission --principal logs.amazonaws.com");
  }

  private void onFailure(Consumer<Finding> found) {
    try (LambdaClient lambda = aws.client(LambdaClient.builder(), "LAMBDA")) {
      GetFunctionEventInvokeConfigResponse config =
          lambda.getFunctionEventInvokeConfig(it -> it.functionName(function.nameOrArn()));
      String destination =
          config.destinationConfig() == null || config.destinationConfig().onFailure() == null
              ? ""
              : String.valueOf(config.destinationConfig().onFailure().destination());
      found.accept(
          destination.isEmpty() || destination.equals("null")
              ? lost()
              : Finding.ok("failures", "undelivered payloads go to " + destination));
    } catch (ResourceNotFoundException _) {
      found.accept(lost());
    }
  }

  private static Finding lost() {
    return Finding.fail(
        "failures",
        "the function has no on-failure destination: after Lambda's retries a payload is lost",
        "deploy the template again; it sets a bucket as EventInvokeConfig's destination");
  }

  private void alarms(Consumer<Finding> found) {
    List<MetricAlarm> ours;
    try (CloudWatchClient cloudWatch = aws.client(CloudWatchClient.builder(), "CLOUDWATCH")) {
      ours =
          cloudWatch.describeAlarmsPaginator().metricAlarms().stream()
              .filter(this::isOurs)
              .toList();
    }
    List<String> ringing =
        ours.stream()
            .filter(alarm -> alarm.stateValue() == StateValue.ALARM)
            .map(MetricAlarm::alarmName)
            .toList();
    List<String> silent =
        ours.stream()
            .filter(alarm -> alarm.alarmActions().isEmpty() || !alarm.actionsEnabled())
            .map(MetricAlarm::alarmName)
            .toList();
    if (ours.isEmpty()) {
      found.accept(
          Finding.warn("alarms", "no alarm watches the function", "deploy the template's alarms"));
    } else if (!ringing.isEmpty()) {
      found.accept(
          Finding.fail(
              "alarms", "in alarm: " + String.join(", ", ringing), "see docs/OPERATIONS.md"));
    } else if (!silent.isEmpty()) {
      found.accept(
          Finding.warn(
              "alarms",
              "%d alarms notify nobody: %s".formatted(silent.size(), String.join(", ", silent)),
              "deploy with AlarmTopicArn"));
    } else {
      found.accept(Finding.ok("alarms", "%d, none in alarm".formatted(ours.size())));
    }
  }

  private boolean isOurs(MetricAlarm alarm) {
    String name = function.name();
    return alarm.dimensions().stream().anyMatch(dimension -> name.equals(dimension.value()))
        || alarm.metrics().stream()
            .anyMatch(query -> String.valueOf(query).contains("Value=" + name + ")"));
  }

  /** Runs a check; AWS's refusal leaves its matter open. */
  static final class Checking {

    private Checking() {}

    static void of(String subject, Consumer<Finding> report, Consumer<Consumer<Finding>> check) {
      try {
        check.accept(report);
      } catch (SdkException e) {
        report.accept(
            Finding.unknown(subject, AwsProblem.explain(e), "allow that action, or ask who may"));
      }
    }
  }
}
