package dev.logferry.forwarder.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ObjectEventTest {

  private static final String TEST_EVENT =
      """
      {"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-11-22T10:00:00.000Z",\
      "Bucket":"logs","RequestId":"5582815E1AEA5ADF","HostId":"8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3"}""";

  @Test
  void a_direct_notification_names_its_objects_with_decoded_keys() {
    String event =
        s3Event(
            record("ObjectCreated:Put", "logs", "2026/11/22/plain+text+%2B+%E6%97%A5.gz"),
            record("ObjectCreated:CompleteMultipartUpload", "other", "b"));

    assertThat(ObjectEvent.notices(stream(event)))
        .containsExactly(
            new ObjectNotification(
                "",
                List.of(
                    new ObjectName("logs", "2026/11/22/plain text + 日.gz"),
                    new ObjectName("other", "b")),
                ""));
  }

  @Test
  void a_queue_has_one_notice_a_message() {
    String event =
        queue(
            message("m1", s3Event(record("ObjectCreated:Put", "logs", "a"))),
            message("m2", TEST_EVENT),
            message("m3", "hello"),
            message("m4", s3Event(record("ObjectCreated:Put", "logs", "b%2"))),
            message("m5", bridge("Object Created", "logs", "c+%20")));

    List<ObjectNotification> notices = ObjectEvent.notices(stream(event));

    assertThat(notices)
        .extracting(ObjectNotification::messageId)
        .containsExactly("m1", "m2", "m3", "m4", "m5");
    assertThat(notices.get(0).objects()).containsExactly(new ObjectName("logs", "a"));
    assertThat(notices.get(1)).isEqualTo(new ObjectNotification("m2", List.of(), ""));
    assertThat(notices.get(2).problem())
        .contains("in its body, the event is not a JSON object", "expected S3's notification")
        .doesNotContain("hello");
    assertThat(notices.get(3).problem()).contains("an object's key is not URL-encoded");
    assertThat(notices.get(4).objects()).containsExactly(new ObjectName("logs", "c+%20"));
  }

  @Test
  void an_event_of_eventbridge_names_its_object_as_it_is() {
    assertThat(ObjectEvent.notices(stream(bridge("Object Created", "logs", "a+b"))))
        .containsExactly(new ObjectNotification("", List.of(new ObjectName("logs", "a+b")), ""));
  }

  @Test
  void what_announces_no_object_is_acknowledged() {
    for (String event :
        List.of(
            TEST_EVENT,
            "{\"Records\":[]}",
            bridge("Object Deleted", "logs", "a"),
            s3Event(record("ObjectRemoved:Delete", "logs", "a")))) {
      assertThat(ObjectEvent.notices(stream(event)))
          .as(event)
          .containsExactly(new ObjectNotification("", List.of(), ""));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hello | not a JSON object",
        "7 | not a JSON object",
        "{} | names no object",
        "{\"awslogs\":{\"data\":\"aaaa\"}} | names no object",
        "{\"Records\":[{}]} | a record names no object",
        "{\"Records\":[{\"kinesis\":{\"data\":\"aaaa\"}}]} | a record names no object",
        "{\"Records\":[{\"s3\":{\"bucket\":{\"name\":\"b\"}}}]} | a record names no object",
        "{\"Records\":[{\"body\":\"{}\"}]} | a message has no messageId",
        "{\"source\":\"aws.s3\",\"detail-type\":\"Object Created\",\"detail\":{}} | names no object",
      })
  void an_event_that_cannot_be_understood_is_one_notice_that_says_so(String event, String why) {
    assertThat(ObjectEvent.notices(stream(event)))
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.isQueued()).isFalse();
              assertThat(notice.problem()).contains(why, "expected S3's notification");
            });
  }

  @Test
  void an_event_cut_at_any_byte_names_no_object_at_all() {
    byte[] event =
        queue(message("m1", s3Event(record("ObjectCreated:Put", "logs", "a"))))
            .getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < event.length; length++) {
      List<ObjectNotification> notices =
          ObjectEvent.notices(new ByteArrayInputStream(Arrays.copyOf(event, length)));
      assertThat(notices).as("cut at " + length).hasSize(1);
      assertThat(notices.getFirst().problem()).isNotEmpty();
      assertThat(notices.getFirst().isQueued()).isFalse();
    }
  }

  private static String bridge(String type, String bucket, String key) {
    return """
        {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"%s","source":"aws.s3",\
        "account":"123456789012","region":"eu-central-1","resources":["arn:aws:s3:::logs"],\
        "detail":{"version":"0","bucket":{"name":"%s"},"object":{"key":"%s","size":5}}}"""
        .formatted(type, bucket, key);
  }

  private static String record(String eventName, String bucket, String key) {
    return """
        {"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-central-1","eventName":"%s",\
        "s3":{"s3SchemaVersion":"1.0","bucket":{"name":"%s","ownerIdentity":{"principalId":"A3"},\
        "arn":"arn:aws:s3:::%s"},"object":{"key":"%s","size":1024,"eTag":"d41d"}}}"""
        .formatted(eventName, bucket, bucket, key);
  }

  private static String s3Event(String... records) {
    return "{\"Records\":[" + String.join(",", records) + "]}";
  }

  private static String message(String id, String body) {
    return "{\"messageId\":\"%s\",\"receiptHandle\":\"AQEB\",\"body\":%s,\"eventSource\":\"aws:sqs\"}"
        .formatted(id, JsonMapper.shared().writeValueAsString(body));
  }

  private static String queue(String... messages) {
    return "{\"Records\":[" + String.join(",", messages) + "]}";
  }

  private static ByteArrayInputStream stream(String event) {
    return new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8));
  }
}
