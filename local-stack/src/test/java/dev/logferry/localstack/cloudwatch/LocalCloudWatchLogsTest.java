package dev.logferry.localstack.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LimitExceededException;
import software.amazon.awssdk.services.cloudwatchlogs.model.RejectedLogEventsInfo;
import software.amazon.awssdk.services.cloudwatchlogs.model.SubscriptionFilter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LocalCloudWatchLogsTest extends CloudWatchLogsContract {
  private static final Duration LONG = Duration.ofMinutes(2);

  private final List<byte[]> invocations = new CopyOnWriteArrayList<>();
  private final AtomicInteger rejections = new AtomicInteger();
  private final AtomicInteger throttledActions = new AtomicInteger();
  private final LocalCloudWatchLogs server =
      LocalCloudWatchLogs.start(
          CloudWatchLogsSettings.of(Map.of("log-forwarder", this::invoke))
              .withRetryWait(Duration.ofMillis(1))
              .withBeforeAction(this::throttle));
  private final LogsClient client = LogsClient.of(server.url());

  private CompletionStage<?> invoke(byte[] lambdaEvent) {
    if (rejections.getAndDecrement() > 0) {
      throw new IllegalStateException("Rate exceeded");
    }
    invocations.add(lambdaEvent);
    return CompletableFuture.completedFuture("done");
  }

  private void throttle(String action) {
    if (action.equals("FilterLogEvents") && throttledActions.getAndDecrement() > 0) {
      throw ServiceException.throttled();
    }
  }

  @Override
  LogsClient client() {
    return client;
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private void subscribe(String name, String pattern) {
    client
        .sdk()
        .putSubscriptionFilter(
            request ->
                request
                    .logGroupName(GROUP)
                    .filterName(name)
                    .filterPattern(pattern)
                    .destinationArn(server.functionArn("log-forwarder")));
  }

  /** What the function got, without control messages. */
  private List<JsonNode> payloads() throws InterruptedException {
    assertThat(server.awaitDelivery(LONG)).isTrue();
    return invocations.stream()
        .map(LocalCloudWatchLogsTest::decoded)
        .filter(payload -> payload.path("messageType").asString().equals("DATA_MESSAGE"))
        .toList();
  }

  private static JsonNode decoded(byte[] lambdaEvent) {
    byte[] data =
        Base64.getDecoder()
            .decode(
                JsonMapper.shared()
                    .readTree(lambdaEvent)
                    .path("awslogs")
                    .path("data")
                    .stringValue());
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(data))) {
      return JsonMapper.shared().readTree(gzip);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static List<JsonNode> events(List<JsonNode> payloads) {
    return payloads.stream().flatMap(payload -> payload.path("logEvents").valueStream()).toList();
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  @Test
  void a_new_filter_sends_a_control_message() throws InterruptedException {
    client.create(GROUP);

    subscribe("errors", "ERROR");

    assertThat(payloads()).isEmpty();
    assertThat(invocations)
        .singleElement()
        .satisfies(
            event ->
                assertThat(decoded(event).path("messageType").asString())
                    .isEqualTo("CONTROL_MESSAGE"));
    assertThat(
            client
                .sdk()
                .describeSubscriptionFilters(request -> request.logGroupName(GROUP))
                .subscriptionFilters())
        .extracting(SubscriptionFilter::filterPattern)
        .containsExactly("ERROR");
  }

  @Test
  void a_subscription_and_a_search_give_an_event_the_same_id() throws InterruptedException {
    client.create(GROUP, "one", "two");
    subscribe("errors", "{ $.level = \"ERROR\" }");
    String error = "{\"level\":\"ERROR\"}";
    client.put(GROUP, "one", now(), List.of(error, "{\"level\":\"INFO\"}", error));
    client.put(GROUP, "two", now(), List.of(error));

    List<JsonNode> payloads = payloads();

    assertThat(payloads)
        .allSatisfy(
            payload -> {
              assertThat(payload.path("owner").asString()).isEqualTo("123456789012");
              assertThat(payload.path("logGroup").asString()).isEqualTo(GROUP);
              assertThat(payload.path("subscriptionFilters").path(0).asString())
                  .isEqualTo("errors");
            });
    assertThat(events(payloads))
        .extracting(event -> event.path("id").asString())
        .containsExactlyInAnyOrderElementsOf(
            client
                .all(
                    request -> request.logGroupName(GROUP).filterPattern("{ $.level = \"ERROR\" }"))
                .stream()
                .map(FilteredLogEvent::eventId)
                .toList())
        .hasSize(3);
  }

  @Test
  void what_a_function_does_not_accept_is_offered_again() throws InterruptedException {
    client.create(GROUP, "one");
    subscribe("all", "");
    assertThat(payloads()).isEmpty();
    rejections.set(3);

    client.put(GROUP, "one", now(), List.of("x"));

    assertThat(events(payloads())).hasSize(1);
    assertThat(rejections).hasValue(-1);
  }

  @Test
  void text_that_hardly_compresses_is_split_to_fit_lambdas_limit() throws InterruptedException {
    client.create(GROUP, "one");
    subscribe("all", "");
    var random = new Random(1);
    List<String> lines =
        IntStream.range(0, 100)
            .mapToObj(
                _ ->
                    random
                        .ints(10_000, ' ', '~')
                        .collect(
                            StringBuilder::new,
                            StringBuilder::appendCodePoint,
                            StringBuilder::append)
                        .toString())
            .toList();

    client.put(GROUP, "one", now(), lines);

    assertThat(events(payloads()))
        .extracting(event -> event.path("message").asString())
        .containsExactlyElementsOf(lines);
    assertThat(invocations).allMatch(event -> event.length <= 1024 * 1024);
  }

  @Test
  void ids_have_the_layout_of_published_ones() {
    var id = EventId.parse("39884206962262237034345270816056979902206612763524464640");
    assertThat(id.timestamp()).isEqualTo(1788469694945L);
    assertThat(id.ingestionTime()).isEqualTo(1788469700185L);
    assertThat(id.toString()).isEqualTo("39884206962262237034345270816056979902206612763524464640");

    client.create(GROUP, "one");
    long time = now();
    client.put(GROUP, "one", time, List.of("x"));
    FilteredLogEvent event = client.all(request -> request.logGroupName(GROUP)).getFirst();
    BigInteger value = new BigInteger(event.eventId());
    assertThat(event.eventId()).hasSize(56);
    assertThat(value.shiftRight(144).longValueExact()).isEqualTo(time);
    assertThat(value.shiftRight(80).longValue() & ((1L << 44) - 1))
        .isEqualTo(event.ingestionTime());
  }

  @Test
  void late_events_are_found_in_the_order_of_their_times() {
    long time = now();
    client.create(GROUP, "one");
    client.put(GROUP, "one", time, List.of("b"));
    client.put(GROUP, "one", time - 1000, List.of("a"));

    List<FilteredLogEvent> events = client.all(request -> request.logGroupName(GROUP));

    assertThat(events).extracting(FilteredLogEvent::message).containsExactly("a", "b");
    assertThat(events).extracting(FilteredLogEvent::eventId).isSorted();
  }

  @Test
  void a_page_can_be_empty_though_more_follow() {
    client.create(GROUP, "one");
    List<String> lines = IntStream.range(0, 10_000).mapToObj(_ -> "x").toList();
    client.put(GROUP, "one", now() - 100_000, lines);
    client.put(GROUP, "one", now() - 50_000, lines);
    client.put(GROUP, "one", now(), List.of("ERROR"));

    assertThat(client.pages(request -> request.logGroupName(GROUP).filterPattern("ERROR")))
        .extracting(FilterLogEventsResponse::events)
        .extracting(List::size)
        .containsExactly(0, 1);
  }

  @Test
  void a_page_holds_a_megabyte_at_most_and_one_event_more() {
    client.create(GROUP, "one");
    List<String> lines = IntStream.range(0, 10).mapToObj(_ -> "x".repeat(100_000)).toList();
    client.put(GROUP, "one", now() - 2000, lines);
    client.put(GROUP, "one", now() - 1000, lines);

    assertThat(client.pages(request -> request.logGroupName(GROUP)))
        .extracting(FilterLogEventsResponse::events)
        .extracting(List::size)
        .containsExactly(11, 9);
  }

  @Test
  void throttling_is_an_error_that_the_sdk_retries() {
    client.create(GROUP, "one");
    client.put(GROUP, "one", now(), List.of("x"));
    throttledActions.set(2);

    assertThat(client.all(request -> request.logGroupName(GROUP))).hasSize(1);
  }

  @Test
  void batches_beyond_the_documented_limits_are_rejected() {
    client.create(GROUP, "one");

    assertThatThrownBy(
            () -> client.put(GROUP, "one", now(), List.of("x".repeat(1_048_576 - 26 + 1))))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("1048577");
    assertThatThrownBy(
            () ->
                client.put(
                    GROUP, "one", now(), IntStream.range(0, 10_001).mapToObj(_ -> "x").toList()))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void events_that_are_too_old_or_too_new_are_reported() {
    client.create(GROUP, "one");
    long day = 86_400_000;

    client.put(GROUP, "one", now() - 15 * day, List.of("old"));
    InputLogEvent recent = InputLogEvent.builder().timestamp(now()).message("now").build();
    InputLogEvent early = InputLogEvent.builder().timestamp(now() + day / 2).message("new").build();
    RejectedLogEventsInfo rejected =
        client
            .sdk()
            .putLogEvents(
                request ->
                    request.logGroupName(GROUP).logStreamName("one").logEvents(recent, early))
            .rejectedLogEventsInfo();

    assertThat(rejected.tooNewLogEventStartIndex()).isEqualTo(1);
    assertThat(client.all(request -> request.logGroupName(GROUP)))
        .extracting(FilteredLogEvent::message)
        .containsExactly("now");
  }

  @Test
  void a_third_filter_an_unknown_function_and_a_broken_pattern_are_rejected() {
    client.create(GROUP);
    subscribe("one", "");
    subscribe("two", "");
    subscribe("two", "ERROR"); // replaced

    assertThatThrownBy(() -> subscribe("three", "")).isInstanceOf(LimitExceededException.class);
    assertThatThrownBy(() -> subscribe("two", "{ $.x = }"))
        .isInstanceOf(InvalidParameterException.class);
    assertThatThrownBy(
            () ->
                client
                    .sdk()
                    .putSubscriptionFilter(
                        request ->
                            request
                                .logGroupName(GROUP)
                                .filterName("two")
                                .filterPattern("")
                                .destinationArn(server.functionArn("other"))))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("log-forwarder");
  }

  @Test
  void an_action_that_is_not_served_is_named() {
    assertThatThrownBy(() -> client.sdk().describeQueryDefinitions(_ -> {}))
        .isInstanceOf(CloudWatchLogsException.class)
        .hasMessageContaining("DescribeQueryDefinitions");
  }
}
