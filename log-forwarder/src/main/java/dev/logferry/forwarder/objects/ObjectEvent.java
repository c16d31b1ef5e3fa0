package dev.logferry.forwarder.objects;

import dev.logferry.forwarder.decode.EventReader;
import dev.logferry.forwarder.decode.MalformedEvent;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the news that objects were stored: S3's own notifications or EventBridge's, sent to the
 * function itself or through an SQS queue.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event
 *     message structure</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html">EventBridge</a>
 */
public final class ObjectEvent {

  private static final String MESSAGE_ID = "messageId";
  private static final String BODY = "body";
  private static final Set<String> WANTED =
      Set.of(
          MESSAGE_ID,
          BODY,
          "eventName",
          "s3.bucket.name",
          "s3.object.key",
          "Event",
          "source",
          "detail-type",
          "detail.bucket.name",
          "detail.object.key");

  private static final String REMEDY =
      "; expected S3's notification of an object, or EventBridge's, by itself or in the messages of a queue";

  private ObjectEvent() {}

  /**
   * Every notice in an event: one for each message of a queue, one for all that came directly. If
   * the event cannot be read, one that says so and belongs to no message.
   *
   * @param event read to its end, not closed
   */
  public static List<ObjectNotification> notices(InputStream event) {
    try {
      EventReader reader = new EventReader(event, WANTED);
      List<ObjectNotification> notices = new ArrayList<>();
      List<Map<String, String>> direct = new ArrayList<>();
      for (var record = reader.nextRecord(); record.isPresent(); record = reader.nextRecord()) {
        if (record.get().containsKey(BODY)) {
          notices.add(message(record.get()));
        } else {
          direct.add(record.get());
        }
      }
      if (notices.isEmpty() || !direct.isEmpty()) {
        notices.add(new ObjectNotification("", objects(reader, direct), ""));
      }
      return notices;
    } catch (MalformedEvent e) {
      return List.of(new ObjectNotification("", List.of(), e.getMessage() + REMEDY));
    }
  }

  private static ObjectNotification message(Map<String, String> record) throws MalformedEvent {
    String messageId = record.getOrDefault(MESSAGE_ID, "");
    if (messageId.isEmpty()) {
      throw new MalformedEvent("a message has no " + MESSAGE_ID);
    }
    byte[] body = record.getOrDefault(BODY, "").getBytes(StandardCharsets.UTF_8);
    try {
      EventReader reader = new EventReader(new ByteArrayInputStream(body), WANTED);
      List<Map<String, String>> records = new ArrayList<>();
      for (var inner = reader.nextRecord(); inner.isPresent(); inner = reader.nextRecord()) {
        records.add(inner.get());
      }
      return new ObjectNotification(messageId, objects(reader, records), "");
    } catch (MalformedEvent e) {
      return new ObjectNotification(
          messageId, List.of(), "in its body, " + e.getMessage() + REMEDY);
    }
  }

  private static List<ObjectName> objects(EventReader reader, List<Map<String, String>> records)
      throws MalformedEvent {
    List<ObjectName> objects = new ArrayList<>();
    for (Map<String, String> record : records) {
      created(record).ifPresent(objects::add);
    }
    if (!reader.hasRecords()) {
      withoutRecords(reader.members()).ifPresent(objects::add);
    }
    return objects;
  }

  private static Optional<ObjectName> created(Map<String, String> record) throws MalformedEvent {
    // Another event, such as an object's removal, announces nothing to read.
    if (!record.getOrDefault("eventName", "ObjectCreated").contains("ObjectCreated")) {
      return Optional.empty();
    }
    String key = record.getOrDefault("s3.object.key", "");
    try {
      return Optional.of(
          name(
              record.getOrDefault("s3.bucket.name", ""),
              URLDecoder.decode(key, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException _) {
      throw new MalformedEvent("an object's key is not URL-encoded");
    }
  }

  /** EventBridge's form, whose keys are not encoded; or the test that S3 sends once. */
  private static Optional<ObjectName> withoutRecords(Map<String, String> event)
      throws MalformedEvent {
    if (event.getOrDefault("Event", "").equals("s3:TestEvent")) {
      return Optional.empty();
    }
    if (!event.getOrDefault("source", "").equals("aws.s3")) {
      throw new MalformedEvent("the event names no object");
    }
    return event.getOrDefault("detail-type", "").equals("Object Created")
        ? Optional.of(
            name(
                event.getOrDefault("detail.bucket.name", ""),
                event.getOrDefault("detail.object.key", "")))
        : Optional.empty();
  }

  private static ObjectName name(String bucket, String key) throws MalformedEvent {
    if (bucket.isEmpty() || key.isEmpty()) {
      throw new MalformedEvent("a record names no object");
    }
    return new ObjectName(bucket, key);
  }
}
