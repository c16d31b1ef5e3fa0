package dev.logferry.localstack.cloudwatch;

import dev.logferry.localstack.cloudwatch.SubscriptionPayload.LogEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Packs events into Lambda events: of one log stream each, in order, within Lambda's limit. */
final class PayloadPacker {

  /**
   * Of an asynchronous invocation (<a
   * href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">quotas</a>).
   */
  private static final int MAXIMUM_BYTES = 1024 * 1024;

  private final String account;
  private final String group;
  private final String filter;

  PayloadPacker(String account, String group, String filter) {
    this.account = account;
    this.group = group;
    this.filter = filter;
  }

  List<byte[]> pack(List<StoredEvent> events) {
    Map<String, List<LogEvent>> byStream = new LinkedHashMap<>();
    for (StoredEvent event : events) {
      byStream
          .computeIfAbsent(event.logStream(), _ -> new ArrayList<>())
          .add(new LogEvent(event.id().toString(), event.id().timestamp(), event.message()));
    }
    return byStream.entrySet().stream()
        .flatMap(stream -> lambdaEvents(stream.getKey(), stream.getValue()))
        .toList();
  }

  /** Text that hardly compresses grows in base64, so the size is known only afterwards. */
  private Stream<byte[]> lambdaEvents(String stream, List<LogEvent> events) {
    byte[] lambdaEvent =
        new SubscriptionPayload("DATA_MESSAGE", account, group, stream, List.of(filter), events)
            .toLambdaEvent();
    if (lambdaEvent.length <= MAXIMUM_BYTES || events.size() == 1) {
      return Stream.of(lambdaEvent);
    }
    int middle = events.size() / 2;
    return Stream.concat(
        lambdaEvents(stream, events.subList(0, middle)),
        lambdaEvents(stream, events.subList(middle, events.size())));
  }
}
