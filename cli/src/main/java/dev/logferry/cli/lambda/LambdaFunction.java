package dev.logferry.cli.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logferry.cli.terminal.CommandException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * A function behind the Lambda Invoke API (<a
 * href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>).
 */
public final class LambdaFunction {
  // A function may run for 15 minutes; a client that gives up earlier would report a success as a
  // failure.
  private static final Duration MAX_INVOCATION_TIME = Duration.ofMinutes(16);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final JsonMapper JSON = new JsonMapper();

  private final URI invocations;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  /**
   * @param url base of the Invoke API
   */
  public LambdaFunction(URI url, String functionName) {
    String base = url.toString().replaceAll("/+$", "");
    this.invocations =
        URI.create(
            base
                + "/2015-03-31/functions/"
                + URLEncoder.encode(functionName, UTF_8)
                + "/invocations");
  }

  /** Invokes the function once; no retry. */
  public Invocation invoke(byte[] event, InvocationType type) {
    try {
      return read(client.send(request(event, type), BodyHandlers.ofString(UTF_8)), type);
    } catch (ConnectException | HttpConnectTimeoutException refused) {
      return new Invocation.Unreachable(
          "nothing answers at %s: %s".formatted(invocations, CommandException.reasonOf(refused)));
    } catch (IOException broken) {
      return new Invocation.NoResponse(
          "no answer from %s: %s".formatted(invocations, CommandException.reasonOf(broken)));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandException("interrupted while the function ran", interrupted);
    }
  }

  private HttpRequest request(byte[] event, InvocationType type) {
    return HttpRequest.newBuilder(invocations)
        .timeout(MAX_INVOCATION_TIME)
        .header("Content-Type", "application/json")
        .header("X-Amz-Invocation-Type", type.header())
        .header("X-Amz-Log-Type", type == InvocationType.REQUEST_RESPONSE ? "Tail" : "None")
        .POST(BodyPublishers.ofByteArray(event))
        .build();
  }

  private static Invocation read(HttpResponse<String> response, InvocationType type) {
    int expected = type == InvocationType.EVENT ? 202 : 200;
    if (response.statusCode() != expected) {
      return new Invocation.Rejected(response.statusCode(), rejection(response));
    }
    if (type == InvocationType.EVENT) {
      return new Invocation.Accepted();
    }
    Optional<String> logTail = logTail(response);
    return response
        .headers()
        .firstValue("X-Amz-Function-Error")
        .map(kind -> functionFailed(kind, response.body(), logTail))
        .orElseGet(() -> new Invocation.Responded(response.body(), logTail));
  }

  private static Invocation functionFailed(String kind, String body, Optional<String> logTail) {
    JsonNode error = tree(body);
    return new Invocation.FunctionFailed(
        kind,
        error.path("errorType").asString("(no errorType)"),
        error.path("errorMessage").asString("(no errorMessage)"),
        logTail);
  }

  private static String rejection(HttpResponse<String> response) {
    String type = response.headers().firstValue("X-Amzn-ErrorType").orElse("");
    JsonNode error = tree(response.body());
    // The Invoke API spells it "Message" in some errors and "message" in others.
    String message =
        error.path("message").asString(error.path("Message").asString(response.body()));
    return (type + " " + message).strip();
  }

  private static Optional<String> logTail(HttpResponse<String> response) {
    try {
      return response
          .headers()
          .firstValue("X-Amz-Log-Result")
          .map(encoded -> new String(Base64.getDecoder().decode(encoded), UTF_8));
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // the log tail is a courtesy: the answer counts without it
    }
  }

  private static JsonNode tree(String body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException _) {
      return MissingNode.getInstance();
    }
  }
}
