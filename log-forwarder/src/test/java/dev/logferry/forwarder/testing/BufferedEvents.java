package dev.logferry.forwarder.testing;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the Lambda events in {@code events/kinesis} and {@code events/s3} of their readable twins.
 */
public final class BufferedEvents {

  private static final JsonMapper JSON = JsonMapper.shared();

  private BufferedEvents() {}

  /** The event of Kinesis records. */
  public static ObjectNode kinesis(JsonNode records) {
    ObjectNode event = JSON.createObjectNode();
    ArrayNode all = event.putArray("Records");
    for (JsonNode record : records) {
      String sequenceNumber = record.path("sequenceNumber").asString();
      ObjectNode written = all.addObject();
      written
          .putObject("kinesis")
          .put("kinesisSchemaVersion", "1.0")
          .put("partitionKey", "1d7f7c2c")
          .put("sequenceNumber", sequenceNumber)
          .put("data", Base64.getEncoder().encodeToString(data(record)))
          .put("approximateArrivalTimestamp", 1_795_341_600.123);
      written
          .put("eventSource", "aws:kinesis")
          .put("eventVersion", "1.0")
          .put("eventID", "shardId-000000000006:" + sequenceNumber)
          .put("eventName", "aws:kinesis:record")
          .put("invokeIdentityArn", "arn:aws:iam::123456789012:role/log-forwarder")
          .put("awsRegion", "eu-central-1")
          .put("eventSourceARN", "arn:aws:kinesis:eu-central-1:123456789012:stream/logs");
    }
    return event;
  }

  /** The event of a queue's messages, each of which names objects. */
  public static ObjectNode queue(JsonNode messages) {
    ObjectNode event = JSON.createObjectNode();
    ArrayNode all = event.putArray("Records");
    for (JsonNode message : messages) {
      JsonNode body = message.has("test") ? test() : notification(message);
      all.addObject()
          .put("messageId", message.path("messageId").asString())
          .put("receiptHandle", "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a")
          .put("body", body.toString())
          .put("eventSource", "aws:sqs")
          .put("eventSourceARN", "arn:aws:sqs:eu-central-1:123456789012:log-objects")
          .put("awsRegion", "eu-central-1");
    }
    return event;
  }

  /** The objects that exist, by {@code bucket/key}. */
  public static Map<String, byte[]> objects(JsonNode messages) {
    Map<String, byte[]> objects = new LinkedHashMap<>();
    for (JsonNode message : messages) {
      for (JsonNode object : message.path("objects")) {
        if (object.has("payloads")) {
          objects.put(
              message.path("bucket").asString() + "/" + object.path("key").asString(),
              content(object));
        }
      }
    }
    return objects;
  }

  private static byte[] data(JsonNode record) {
    return record.has("payload")
        ? Payloads.gzip(Events.envelope(record.path("payload").asString()))
        : record.path("text").asString().getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode test() {
    return JSON.createObjectNode()
        .put("Service", "Amazon S3")
        .put("Event", "s3:TestEvent")
        .put("Time", "2026-11-22T10:00:00.000Z")
        .put("Bucket", "logs-by-firehose");
  }

  private static JsonNode notification(JsonNode message) {
    ObjectNode event = JSON.createObjectNode();
    ArrayNode records = event.putArray("Records");
    for (JsonNode object : message.path("objects")) {
      ObjectNode record = records.addObject();
      record
          .put("eventVersion", "2.1")
          .put("eventSource", "aws:s3")
          .put("awsRegion", "eu-central-1")
          .put("eventTime", "2026-11-22T10:05:00.000Z")
          .put("eventName", "ObjectCreated:Put");
      ObjectNode s3 = record.putObject("s3").put("s3SchemaVersion", "1.0");
      s3.putObject("bucket").put("name", message.path("bucket").asString());
      s3.putObject("object")
          .put("key", URLEncoder.encode(object.path("key").asString(), StandardCharsets.UTF_8));
    }
    return event;
  }

  private static byte[] content(JsonNode object) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    String form = object.path("form").asString();
    for (JsonNode payload : object.path("payloads")) {
      byte[] envelope = Events.envelope(payload.asString());
      content.writeBytes(form.equals("lines") ? envelope : Payloads.gzip(envelope));
      content.writeBytes(form.equals("lines") ? new byte[] {'\n'} : new byte[0]);
    }
    return form.equals("gzip in gzip")
        ? Payloads.gzip(content.toByteArray())
        : content.toByteArray();
  }
}
