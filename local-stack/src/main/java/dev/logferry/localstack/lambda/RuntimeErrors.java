package dev.logferry.localstack.lambda;

import dev.logferry.localstack.lambda.InvocationResult.Crashed;
import dev.logferry.localstack.lambda.InvocationResult.FailedInHandler;
import dev.logferry.localstack.lambda.InvocationResult.Succeeded;
import dev.logferry.localstack.lambda.InvocationResult.TimedOut;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Errors in the JSON that Lambda's callers get to see: {@code errorType} and {@code errorMessage}.
 */
public final class RuntimeErrors {
  private static final JsonMapper JSON = JsonMapper.shared();

  private RuntimeErrors() {}

  /** What the runtime itself reported, as it reported it. */
  public static FailedInHandler reported(Payload body) {
    JsonNode error = read(body);
    return new FailedInHandler(
        error.path("errorType").asString("Unknown"), error.path("errorMessage").asString(""), body);
  }

  public static FailedInHandler responseTooLarge(long bytes) {
    var type = "Function.ResponseSizeTooLarge";
    var message =
        "Response payload size (%d bytes) exceeded maximum allowed payload size (%d bytes)."
            .formatted(bytes, PayloadLimit.MAXIMUM_RESPONSE_BYTES);
    return new FailedInHandler(type, message, body(type, message));
  }

  /** The body of the response to the caller. */
  static Payload answerTo(String requestId, InvocationResult result) {
    return switch (result) {
      case Succeeded(var response) -> response;
      case FailedInHandler(_, _, var body) -> body;
      case TimedOut(var after) ->
          body(
              "Sandbox.Timedout",
              "RequestId: %s Error: Task timed out after %s".formatted(requestId, seconds(after)));
      case Crashed(int exitCode, _) ->
          body("Runtime.ExitError", "RequestId: %s Error: %s".formatted(requestId, exit(exitCode)));
    };
  }

  /** As in "Task timed out after 3.00 seconds". */
  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f seconds", duration.toMillis() / 1000.0);
  }

  public static Payload body(String errorType, String errorMessage) {
    var error = JSON.createObjectNode();
    error.put("errorType", errorType);
    error.put("errorMessage", errorMessage);
    return Payload.of(JSON.writeValueAsBytes(error));
  }

  /** The body with which the Invoke API refuses a request. */
  static Payload refusal(String message) {
    var error = JSON.createObjectNode();
    error.put("Type", "User");
    error.put("Message", message);
    return Payload.of(JSON.writeValueAsBytes(error));
  }

  private static String exit(int exitCode) {
    return switch (exitCode) {
      case 0 -> "Runtime exited without providing a reason";
      case 128 + 9 -> "Runtime exited with error: signal: killed";
      default -> "Runtime exited with error: exit status " + exitCode;
    };
  }

  private static JsonNode read(Payload body) {
    try {
      return JSON.readTree(body.bytes());
    } catch (JacksonException _) {
      return JSON.createObjectNode();
    }
  }
}
