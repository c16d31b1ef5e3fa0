package dev.logferry.localstack.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** What AWS's client sees of any implementation of CloudWatch Logs. */
abstract class CloudWatchLogsContract {
  static final String GROUP = "/ecs/api";

  abstract LogsClient client();

  private static long recently() {
    return System.currentTimeMillis() - 60_000;
  }

  @Test
  void events_come_back_as_they_were_put() {
    long start = recently();
    client().create(GROUP, "one");

    client().put(GROUP, "one", start, List.of("first", "sécond \uD83D\uDE00\n\tat line"));

    List<FilteredLogEvent> events = client().all(request -> request.logGroupName(GROUP));
    assertThat(events).extracting(FilteredLogEvent::timestamp).containsExactly(start, start + 1);
    assertThat(events)
        .extracting(FilteredLogEvent::message)
        .containsExactly("first", "sécond \uD83D\uDE00\n\tat line");
    assertThat(events).extracting(FilteredLogEvent::logStreamName).containsOnly("one");
    assertThat(events).extracting(FilteredLogEvent::eventId).doesNotHaveDuplicates();
    assertThat(events).allMatch(event -> event.ingestionTime() >= start);
  }

  @Test
  void pages_of_a_limited_size_hold_every_event_once() {
    long start = recently();
    client().create(GROUP, "one", "two");
    List<String> lines = IntStream.range(0, 25).mapToObj(number -> "line " + number).toList();
    client().put(GROUP, "one", start, lines);
    client().put(GROUP, "two", start, lines);

    List<FilteredLogEvent> events = client().all(request -> request.logGroupName(GROUP).limit(7));

    assertThat(events).hasSize(50);
    assertThat(events).extracting(FilteredLogEvent::eventId).doesNotHaveDuplicates();
  }

  @Test
  void both_ends_of_a_time_range_are_inclusive() {
    long start = recently();
    client().create(GROUP, "one");
    client().put(GROUP, "one", start, List.of("a", "b", "c", "d"));

    assertThat(
            client()
                .all(
                    request -> request.logGroupName(GROUP).startTime(start + 1).endTime(start + 2)))
        .extracting(FilteredLogEvent::message)
        .containsExactly("b", "c");
  }

  @Test
  void a_pattern_of_one_term_finds_the_lines_that_contain_it() {
    client().create(GROUP, "one");
    client().put(GROUP, "one", recently(), List.of("an ERROR", "fine", "ERROR again"));

    assertThat(client().all(request -> request.logGroupName(GROUP).filterPattern("ERROR")))
        .extracting(FilteredLogEvent::message)
        .containsExactly("an ERROR", "ERROR again");
  }

  @Test
  void streams_are_selected_by_name() {
    client().create(GROUP, "one", "two");
    client().put(GROUP, "one", recently(), List.of("a"));
    client().put(GROUP, "two", recently(), List.of("b"));

    assertThat(client().all(request -> request.logGroupName(GROUP).logStreamNames("two")))
        .extracting(FilteredLogEvent::message)
        .containsExactly("b");
  }

  @Test
  void groups_are_described() {
    client().create(GROUP);
    client().create("/aws/lambda/x");

    assertThat(
            client()
                .sdk()
                .describeLogGroups(request -> request.logGroupNamePrefix("/ecs"))
                .logGroups())
        .extracting(LogGroup::logGroupName)
        .containsExactly(GROUP);
  }

  @Test
  void what_is_not_there_is_not_found() {
    assertThatThrownBy(() -> client().all(request -> request.logGroupName("/none")))
        .isInstanceOf(ResourceNotFoundException.class);
    client().create(GROUP);
    assertThatThrownBy(() -> client().put(GROUP, "none", recently(), List.of("x")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void a_group_is_created_once() {
    client().create(GROUP);

    assertThatThrownBy(() -> client().create(GROUP))
        .isInstanceOf(ResourceAlreadyExistsException.class);
  }
}
