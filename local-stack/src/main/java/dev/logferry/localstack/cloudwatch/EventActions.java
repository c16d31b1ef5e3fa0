package dev.logferry.localstack.cloudwatch;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html">PutLogEvents</a>
 * with its documented limits.
 */
final class EventActions {
  private static final int MAXIMUM_BATCH_BYTES = 1_048_576;
  private static final int MAXIMUM_BATCH_EVENTS = 10_000;
  private static final long MAXIMUM_SPAN_MILLIS = Duration.ofHours(24).toMillis();
  private static final long MAXIMUM_AGE_MILLIS = Duration.ofDays(14).toMillis();
  private static final long MAXIMUM_LEAD_MILLIS = Duration.ofHours(2).toMillis();

  private final LogGroups groups;
  private final CloudWatchLogsSettings settings;
  private final AtomicLong requests = new AtomicLong(new SecureRandom().nextLong() >>> 1);

  EventActions(LogGroups groups, CloudWatchLogsSettings settings) {
    this.groups = groups;
    this.settings = settings;
  }

  ObjectNode putLogEvents(Parameters request) {
    LogGroup group = groups.named(request.required("logGroupName"));
    String stream = request.required("logStreamName");
    if (!group.streams().containsKey(stream)) {
      throw ServiceException.notFound("The specified log stream does not exist.");
    }
    List<JsonNode> events = request.json().path("logEvents").valueStream().toList();
    requireAcceptable(events);
    long now = settings.clock().millis();
    long requestId = requests.incrementAndGet();
    List<StoredEvent> stored = new ArrayList<>();
    int tooOld = 0;
    int tooNew = 0;
    for (JsonNode event : events) {
      long timestamp = event.path("timestamp").longValue();
      if (timestamp < now - MAXIMUM_AGE_MILLIS) {
        tooOld++;
      } else if (timestamp > now + MAXIMUM_LEAD_MILLIS) {
        tooNew++;
      } else {
        var id = new EventId(timestamp, now, requestId, stored.size());
        stored.add(new StoredEvent(id, stream, event.path("message").stringValue()));
      }
    }
    group.store(stored);
    group.subscriptions().forEach(subscription -> subscription.offer(stored));
    return response(events.size(), tooOld, tooNew);
  }

  private static void requireAcceptable(List<JsonNode> events) {
    if (events.isEmpty() || events.size() > MAXIMUM_BATCH_EVENTS) {
      throw ServiceException.invalidParameter(
          "Member 'logEvents' must have length from 1 to 10000, not " + events.size());
    }
    long bytes = 0;
    long before = Long.MIN_VALUE;
    for (JsonNode event : events) {
      if (!event.path("timestamp").isIntegralNumber()
          || !event.path("message").isString()
          || event.path("message").stringValue().isEmpty()) {
        throw ServiceException.invalidParameter("Log event message or timestamp is missing.");
      }
      long timestamp = event.path("timestamp").longValue();
      if (timestamp < before) {
        throw ServiceException.invalidParameter(
            "Log events in a single PutLogEvents request must be in chronological order.");
      }
      before = timestamp;
      bytes += StoredEvent.sizeBytes(event.path("message").stringValue());
    }
    if (before - events.getFirst().path("timestamp").longValue() > MAXIMUM_SPAN_MILLIS) {
      throw ServiceException.invalidParameter(
          "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
    }
    if (bytes > MAXIMUM_BATCH_BYTES) {
      throw ServiceException.invalidParameter(
          "Upload too large: %d bytes exceeds limit of %d".formatted(bytes, MAXIMUM_BATCH_BYTES));
    }
  }

  private static ObjectNode response(int count, int tooOld, int tooNew) {
    ObjectNode response = JsonMapper.shared().createObjectNode();
    response.put("nextSequenceToken", "0");
    if (tooOld > 0 || tooNew > 0) {
      ObjectNode rejected = response.putObject("rejectedLogEventsInfo");
      if (tooOld > 0) {
        rejected.put("tooOldLogEventEndIndex", tooOld);
      }
      if (tooNew > 0) {
        rejected.put("tooNewLogEventStartIndex", count - tooNew);
      }
    }
    return response;
  }
}
