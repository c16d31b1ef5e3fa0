package dev.logferry.localstack.lambda.onfailure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.localstack.lambda.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class OnFailureRecordTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final OnFailureRecord record =
      new OnFailureRecord(
          Instant.parse("2026-11-14T18:16:05.560Z"),
          "e4b46cbf",
          "arn:aws:lambda:us-east-1:000000000000:function:forwarder",
          OnFailureCondition.RETRIES_EXHAUSTED,
          3,
          Payload.of("{\"awslogs\":{\"data\":\"H4sI\"}}"),
          Optional.of(Payload.of("{\"errorMessage\":\"no\",\"errorType\":\"X\"}")));

  @Test
  void has_the_shape_that_lambda_documents() {
    assertThat(JSON.readTree(record.toJson().bytes()))
        .isEqualTo(
            JSON.readTree(
                """
                {
                  "version": "1.0",
                  "timestamp": "2026-11-14T18:16:05.560Z",
                  "requestContext": {
                    "requestId": "e4b46cbf",
                    "functionArn": "arn:aws:lambda:us-east-1:000000000000:function:forwarder:$LATEST",
                    "condition": "RetriesExhausted",
                    "approximateInvokeCount": 3
                  },
                  "requestPayload": {"awslogs": {"data": "H4sI"}},
                  "responseContext": {
                    "statusCode": 200,
                    "executedVersion": "$LATEST",
                    "functionError": "Unhandled"
                  },
                  "responsePayload": {"errorMessage": "no", "errorType": "X"}
                }
                """));
  }

  @Test
  void an_event_that_never_ran_has_no_response() {
    var neverRan =
        new OnFailureRecord(
            record.timestamp(),
            record.requestId(),
            record.functionArn(),
            OnFailureCondition.EVENT_AGE_EXCEEDED,
            0,
            record.requestPayload(),
            Optional.empty());

    var json = JSON.readTree(neverRan.toJson().bytes());

    assertThat(json.at("/requestContext/condition").asString()).isEqualTo("EventAgeExceeded");
    assertThat(json.has("responseContext")).isFalse();
    assertThat(json.has("responsePayload")).isFalse();
  }

  @Test
  void is_kept_under_the_key_that_lambda_uses_in_s3(@TempDir Path folder) throws IOException {
    new OnFailureFolder(folder).accept(record);

    try (var files = Files.walk(folder).filter(Files::isRegularFile)) {
      var file = files.toList().getFirst();
      assertThat(folder.relativize(file).toString())
          .matches(
              "aws/lambda/async/forwarder/2026/11/14/2026-11-14T18\\.16\\.05-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
      assertThat(file).hasBinaryContent(record.toJson().bytes());
    }
  }
}
