package dev.logferry.localstack.cloudwatch;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How the stand-in behaves.
 *
 * @param port 0 for any that is free
 * @param account id of the AWS account, 12 digits
 * @param functions what subscription filters can invoke, by the function's name
 * @param batchingTime how long a subscription collects events before it sends them
 * @param retryWait before a subscription offers a payload again that was not accepted; doubled each
 *     time up to a minute, for at most a day
 * @param maximumEvents per log group; the oldest are dropped when there are more
 * @param beforeAction called with the name of each requested action; what it throws is the answer
 * @param clock for ingestion times, and for what is too old or too new
 */
public record CloudWatchLogsSettings(
    int port,
    String account,
    String region,
    Map<String, FunctionDestination> functions,
    Duration batchingTime,
    Duration retryWait,
    int maximumEvents,
    Consumer<String> beforeAction,
    InstantSource clock) {

  public CloudWatchLogsSettings {
    functions = Map.copyOf(functions);
  }

  /** A stand-in on any free port whose subscriptions can invoke these functions. */
  public static CloudWatchLogsSettings of(Map<String, FunctionDestination> functions) {
    return new CloudWatchLogsSettings(
        0,
        "123456789012",
        "eu-central-1",
        functions,
        Duration.ofMillis(200),
        Duration.ofSeconds(1),
        1_000_000,
        _ -> {},
        InstantSource.system());
  }

  public CloudWatchLogsSettings withPort(int number) {
    return new CloudWatchLogsSettings(
        number,
        account,
        region,
        functions,
        batchingTime,
        retryWait,
        maximumEvents,
        beforeAction,
        clock);
  }

  public CloudWatchLogsSettings withRetryWait(Duration wait) {
    return new CloudWatchLogsSettings(
        port, account, region, functions, batchingTime, wait, maximumEvents, beforeAction, clock);
  }

  public CloudWatchLogsSettings withMaximumEvents(int maximum) {
    return new CloudWatchLogsSettings(
        port, account, region, functions, batchingTime, retryWait, maximum, beforeAction, clock);
  }

  /** Injects errors such as {@link ServiceException#throttled}. */
  public CloudWatchLogsSettings withBeforeAction(Consumer<String> hook) {
    return new CloudWatchLogsSettings(
        port, account, region, functions, batchingTime, retryWait, maximumEvents, hook, clock);
  }

  public CloudWatchLogsSettings withClock(InstantSource source) {
    return new CloudWatchLogsSettings(
        port,
        account,
        region,
        functions,
        batchingTime,
        retryWait,
        maximumEvents,
        beforeAction,
        source);
  }

  /** The ARN of a log group, as DescribeLogGroups has it in {@code logGroupArn}. */
  String groupArn(String group) {
    return "arn:aws:logs:%s:%s:log-group:%s".formatted(region, account, group);
  }
}
