package dev.logferry.cli.cloudwatch;

import dev.logferry.cli.connection.Aws;
import dev.logferry.cli.connection.AwsProblem;
import dev.logferry.cli.terminal.CommandException;
import dev.logferry.cli.terminal.UndeterminedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.SubscriptionFilter;

/**
 * The few actions of CloudWatch Logs that commands need, within the account's quota. Waits and
 * tries again when AWS throttles. Not thread-safe.
 */
public final class CloudWatchLogs implements AutoCloseable {
  private static final String SERVICE = "CLOUDWATCH_LOGS";
  private static final int MAX_ATTEMPTS = 8;

  private final CloudWatchLogsClient client;
  private final RequestRate rate;
  private final Duration firstWait;

  /**
   * @param requestsPerSecond for reading events; empty for what the region's quota allows
   */
  public CloudWatchLogs(Aws aws, OptionalDouble requestsPerSecond) {
    this.client = aws.client(CloudWatchLogsClient.builder(), SERVICE);
    boolean local = aws.endpoint(SERVICE).isPresent();
    this.rate =
        new RequestRate(
            requestsPerSecond.orElseGet(() -> local ? 0 : RequestRate.within(aws.region().id())));
    this.firstWait = local ? Duration.ofMillis(10) : Duration.ofSeconds(1);
  }

  /** What a region's quota for reading allows, by default. */
  public static double requestsPerSecond(String region) {
    return RequestRate.within(region);
  }

  /**
   * What is to be known of a log group.
   *
   * @param pattern that was given; empty for that of the group's subscription filter
   * @param filterName which filter, if there are two
   */
  public SourceGroup group(String name, Optional<String> pattern, Optional<String> filterName) {
    LogGroup group =
        call(
                "describing the log group " + name,
                () -> client.describeLogGroups(request -> request.logGroupNamePrefix(name)))
            .logGroups()
            .stream()
            .filter(one -> one.logGroupName().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new CommandException(
                        "there is no log group %s in this account and region; check its name, AWS_PROFILE and AWS_REGION"
                            .formatted(name)));
    String account = group.arn().split(":", -1)[4];
    OptionalInt retention =
        group.retentionInDays() == null
            ? OptionalInt.empty()
            : OptionalInt.of(group.retentionInDays());
    if (pattern.isPresent()) {
      return new SourceGroup(name, account, pattern, "given", retention);
    }
    Optional<SubscriptionFilter> filter = filter(name, filterName);
    return new SourceGroup(
        name,
        account,
        filter.map(SubscriptionFilter::filterPattern).filter(text -> !text.isBlank()),
        filter
            .map(one -> "the subscription filter " + one.filterName())
            .orElse("none: the log group has no subscription filter"),
        retention);
  }

  private Optional<SubscriptionFilter> filter(String group, Optional<String> name) {
    List<SubscriptionFilter> filters =
        call(
                "describing the subscription filters of " + group,
                () -> client.describeSubscriptionFilters(request -> request.logGroupName(group)))
            .subscriptionFilters();
    List<String> names = filters.stream().map(SubscriptionFilter::filterName).toList();
    if (name.isPresent()) {
      return Optional.of(
          filters.stream()
              .filter(filter -> filter.filterName().equals(name.get()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new CommandException(
                          "%s has no subscription filter %s; it has %s"
                              .formatted(group, name.get(), names))));
    }
    if (filters.size() > 1) {
      throw new CommandException(
          "%s has the subscription filters %s: name the one that feeds Elasticsearch with --filter-name, or give --pattern"
              .formatted(group, names));
    }
    return filters.stream().findFirst();
  }

  /** One page of events; see {@link FilteredEvents}. */
  FilterLogEventsResponse page(FilterLogEventsRequest request) {
    return call(
        "reading events of " + request.logGroupName(),
        () -> {
          try {
            rate.await();
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted", interrupted);
          }
          return client.filterLogEvents(request);
        });
  }

  /** Creates a log stream if there is none of the name. */
  public void ensureStream(String group, String stream) {
    try {
      call(
          "creating the log stream %s in %s".formatted(stream, group),
          () ->
              client.createLogStream(request -> request.logGroupName(group).logStreamName(stream)));
    } catch (UndeterminedException e) {
      if (!(e.getCause() instanceof ResourceAlreadyExistsException)) {
        throw e;
      }
    }
  }

  /** Puts one event. */
  public void put(String group, String stream, long timestamp, String message) {
    InputLogEvent event = InputLogEvent.builder().timestamp(timestamp).message(message).build();
    var _ =
        call(
            "putting a line into " + group,
            () ->
                client.putLogEvents(
                    request -> request.logGroupName(group).logStreamName(stream).logEvents(event)));
  }

  /** The SDK tries three times within seconds; a quota that others use up needs more patience. */
  private <T> T call(String doing, Supplier<T> call) {
    Duration wait = firstWait;
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (SdkException e) {
        if (attempt == MAX_ATTEMPTS || !isTemporary(e)) {
          throw AwsProblem.of(doing, e);
        }
        sleep(wait);
        wait = wait.multipliedBy(2);
      }
    }
  }

  private static boolean isTemporary(SdkException e) {
    return e instanceof AwsServiceException answer
        && (answer.isThrottlingException() || answer.statusCode() >= 500);
  }

  private static void sleep(Duration wait) {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandException("interrupted", interrupted);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
