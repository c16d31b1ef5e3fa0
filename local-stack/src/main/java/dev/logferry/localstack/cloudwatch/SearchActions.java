package dev.logferry.localstack.cloudwatch;

import dev.logferry.localstack.cloudwatch.filter.FilterPattern;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html">FilterLogEvents</a>.
 * A page looks at a bounded number of events, whether they match or not, so that pages can be empty
 * though more follow, as CloudWatch's can.
 */
final class SearchActions {
  private static final int MAXIMUM_SCANNED = 20_000;
  private static final int MAXIMUM_PAGE_EVENTS = 10_000;
  private static final int MAXIMUM_PAGE_BYTES = 1_048_576;

  private final LogGroups groups;

  SearchActions(LogGroups groups) {
    this.groups = groups;
  }

  ObjectNode filterLogEvents(Parameters request) {
    Query query = Query.of(request);
    EventId start =
        request
            .text("nextToken")
            .map(SearchActions::position)
            .orElseGet(() -> new EventId(query.startMillis - 1, Long.MAX_VALUE >>> 20, -1, 0xFFFF));
    List<StoredEvent> scanned = groups.named(request.group()).after(start, MAXIMUM_SCANNED);
    ObjectNode response = JsonMapper.shared().createObjectNode();
    ArrayNode events = response.putArray("events");
    long bytes = 0;
    for (int index = 0; index < scanned.size(); index++) {
      StoredEvent event = scanned.get(index);
      if (event.id().timestamp() > query.endMillis) {
        break;
      }
      if (query.matches(event)) {
        events.add(json(event));
        bytes += StoredEvent.sizeBytes(event.message());
      }
      boolean full = events.size() == query.limit || bytes >= MAXIMUM_PAGE_BYTES;
      if (full || index == MAXIMUM_SCANNED - 1) {
        response.put("nextToken", event.id().toString());
        break;
      }
    }
    response.putArray("searchedLogStreams");
    return response;
  }

  private static EventId position(String token) {
    if (!token.matches("\\d{56}")) {
      throw ServiceException.invalidParameter("The specified nextToken is invalid.");
    }
    return EventId.parse(token);
  }

  private static ObjectNode json(StoredEvent event) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("logStreamName", event.logStream())
        .put("timestamp", event.id().timestamp())
        .put("message", event.message())
        .put("ingestionTime", event.id().ingestionTime())
        .put("eventId", event.id().toString());
  }

  /** What a request asks for; both times are inclusive. */
  private record Query(
      FilterPattern pattern,
      List<String> streams,
      String streamPrefix,
      long startMillis,
      long endMillis,
      int limit) {

    static Query of(Parameters request) {
      long limit = request.number("limit").orElse(MAXIMUM_PAGE_EVENTS);
      if (limit < 1 || limit > MAXIMUM_PAGE_EVENTS) {
        throw ServiceException.invalidParameter("'limit' must be from 1 to 10000, not " + limit);
      }
      return new Query(
          SubscriptionActions.parsed(request.text("filterPattern").orElse("")),
          request.texts("logStreamNames"),
          request.text("logStreamNamePrefix").orElse(""),
          request.number("startTime").orElse(0),
          request.number("endTime").orElse(Long.MAX_VALUE),
          (int) limit);
    }

    boolean matches(StoredEvent event) {
      return (streams.isEmpty() || streams.contains(event.logStream()))
          && event.logStream().startsWith(streamPrefix)
          && pattern.matches(event.message());
    }
  }
}
