package dev.logferry.localstack.lambda.onfailure;

import dev.logferry.localstack.lambda.Payload;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What Lambda sends to an on-failure destination: <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Lambda
 * guide</a>.
 *
 * @param approximateInvokeCount how often the function was run on the event
 * @param requestPayload the event
 * @param responsePayload the last error as a caller would see it; empty if the function never ran
 */
public record OnFailureRecord(
    Instant timestamp,
    String requestId,
    String functionArn,
    OnFailureCondition condition,
    int approximateInvokeCount,
    Payload requestPayload,
    Optional<Payload> responsePayload) {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** The record as Lambda writes it. */
  public Payload toJson() {
    var json = JSON.createObjectNode();
    json.put("version", "1.0");
    json.put("timestamp", MILLISECONDS.format(timestamp));
    var requestContext = json.putObject("requestContext");
    requestContext.put("requestId", requestId);
    requestContext.put("functionArn", functionArn + ":$LATEST");
    requestContext.put("condition", condition.wireName());
    requestContext.put("approximateInvokeCount", approximateInvokeCount);
    json.set("requestPayload", JSON.readTree(requestPayload.bytes()));
    responsePayload.ifPresent(
        response -> {
          var responseContext = json.putObject("responseContext");
          responseContext.put("statusCode", 200);
          responseContext.put("executedVersion", "$LATEST");
          responseContext.put("functionError", "Unhandled");
          json.set("responsePayload", readLeniently(response));
        });
    return Payload.of(JSON.writeValueAsBytes(json));
  }

  private static JsonNode readLeniently(Payload response) {
    try {
      return JSON.readTree(response.bytes());
    } catch (JacksonException _) {
      return JsonNodeFactory.instance.stringNode(response.text());
    }
  }
}
