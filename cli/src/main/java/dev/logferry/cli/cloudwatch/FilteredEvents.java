package dev.logferry.cli.cloudwatch;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/**
 * Reads the events of a time range page by page. Not thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html">FilterLogEvents</a>
 */
public final class FilteredEvents {
  private final CloudWatchLogs logs;
  private final FilterLogEventsRequest request;
  private Optional<String> token;
  private boolean ended;

  /**
   * @param token where an earlier reading stopped; empty for the start
   */
  public FilteredEvents(
      CloudWatchLogs logs, SourceGroup group, TimeSlice slice, Optional<String> token) {
    this.logs = logs;
    this.token = token;
    FilterLogEventsRequest.Builder builder =
        FilterLogEventsRequest.builder()
            .logGroupName(group.name())
            .startTime(slice.from())
            .endTime(slice.to() - 1); // inclusive
    group.pattern().ifPresent(builder::filterPattern);
    this.request = builder.build();
  }

  /** Whether there may be more. A page can be empty though more follow. */
  public boolean hasNext() {
    return !ended;
  }

  public List<FilteredLogEvent> next() {
    FilterLogEventsResponse page =
        logs.page(request.toBuilder().nextToken(token.orElse(null)).build());
    token = Optional.ofNullable(page.nextToken());
    ended = token.isEmpty();
    return page.events();
  }

  /** Continues after the pages read so far; valid for 24 hours. */
  public Optional<String> token() {
    return token;
  }
}
