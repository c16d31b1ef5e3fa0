package dev.logferry.forwarder.redrive;

import dev.logferry.forwarder.redrive.FailedInvocation.KinesisRecords;
import dev.logferry.forwarder.redrive.FailedInvocation.ObjectNotifications;
import dev.logferry.forwarder.redrive.FailedInvocation.SubscriptionEvent;
import dev.logferry.forwarder.redrive.FailedInvocation.Unknown;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what Lambda writes into an on-failure bucket. A record of an asynchronous invocation holds
 * the event as {@code requestPayload}; one of an event source mapping holds it as {@code payload},
 * as a text or as it is.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Records
 *     of asynchronous invocations</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html">Records
 *     of a Kinesis event source</a>
 */
final class InvocationRecord {

  private final JsonMapper json;

  /**
   * @param maxBytes of a record, and so of any text in it
   */
  InvocationRecord(int maxBytes) {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder().maxStringLength(maxBytes).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    this.json =
        JsonMapper.builder(factory).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  }

  /** The event in a record; or the event itself, where there is no record around it. */
  FailedInvocation read(byte[] bytes) {
    try {
      JsonNode node = json.readTree(bytes);
      if (node.has("requestPayload")) {
        return event(node.path("requestPayload"));
      }
      JsonNode payload = node.path("payload");
      if (payload.isString()) {
        return event(json.readTree(payload.asString().getBytes(StandardCharsets.UTF_8)));
      }
      return event(payload.isObject() ? payload : node);
    } catch (JacksonException _) { // its message quotes the text
      return new Unknown("the record is not valid JSON");
    }
  }

  private FailedInvocation event(JsonNode event) {
    if (event.path("awslogs").has("data")) {
      return new SubscriptionEvent(json.writeValueAsBytes(event));
    }
    if (event.path("detail").has("bucket")) { // EventBridge's form of a notification
      return new ObjectNotifications(json.writeValueAsBytes(event));
    }
    JsonNode source = event.path("Records").path(0).path("eventSource");
    return switch (source.asString("")) {
      case "aws:kinesis" -> new KinesisRecords(json.writeValueAsBytes(event));
      case "aws:s3", "aws:sqs" -> new ObjectNotifications(json.writeValueAsBytes(event));
      default ->
          new Unknown(
              event.has("KinesisBatchInfo")
                  ? "the record names a batch of a Kinesis stream without its data: read it from the stream, and use an S3 bucket as the on-failure destination"
                  : "the record holds no event of a subscription, of Kinesis or of S3 as its requestPayload or payload");
    };
  }
}
