package dev.logferry.localstack.cloudwatch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a subscription filter sends, decoded (<a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html">format</a>).
 */
public record SubscriptionPayload(
    String messageType,
    String owner,
    String logGroup,
    String logStream,
    List<String> subscriptionFilters,
    List<LogEvent> logEvents) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final byte[] BEFORE_DATA = {
    '{', '"', 'a', 'w', 's', 'l', 'o', 'g', 's', '"', ':', '{', '"', 'd', 'a', 't', 'a', '"', ':',
    '"'
  };
  private static final byte[] AFTER_DATA = {'"', '}', '}'};

  public SubscriptionPayload {
    subscriptionFilters = List.copyOf(subscriptionFilters);
    logEvents = List.copyOf(logEvents);
  }

  /**
   * One log event.
   *
   * @param timestamp milliseconds since 1970
   */
  public record LogEvent(String id, long timestamp, String message) {}

  /** What CloudWatch sends when a filter is created, to see whether the function can be invoked. */
  static SubscriptionPayload controlMessage(long timestamp) {
    return new SubscriptionPayload(
        "CONTROL_MESSAGE",
        "CloudwatchLogs",
        "",
        "",
        List.of(),
        List.of(
            new LogEvent(
                "", timestamp, "CWL CONTROL MESSAGE: Checking health of destination Lambda.")));
  }

  /**
   * The event that Lambda hands to the function: {@code {"awslogs":{"data":"<base64 of gzip>"}}}.
   */
  public byte[] toLambdaEvent() {
    var event = new ByteArrayOutputStream();
    event.writeBytes(BEFORE_DATA);
    try (OutputStream data = new GZIPOutputStream(Base64.getEncoder().wrap(event), 1 << 16)) {
      JSON.writeValue(data, this);
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory failed", impossible);
    }
    event.writeBytes(AFTER_DATA);
    return event.toByteArray();
  }
}
