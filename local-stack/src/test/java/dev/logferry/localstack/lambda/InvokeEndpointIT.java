package dev.logferry.localstack.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.logferry.localstack.lambda.function.Obedient;
import dev.logferry.localstack.lambda.onfailure.OnFailureRecord;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvokeEndpointIT {
  private static final String CONTEXT = "{\"do\":\"context\"}";
  private static final String THROW = "{\"do\":\"throw\",\"message\":\"no\"}";

  private final HttpClient http = HttpClient.newHttpClient();
  private final LinkedBlockingQueue<OnFailureRecord> records = new LinkedBlockingQueue<>();
  private LocalLambda lambda;
  private InvokeEndpoint endpoint;

  @BeforeAll
  void start(@TempDir Path folder) {
    var function =
        FunctionSettings.of("obedient", Obedient.class.getName(), TaskRoot.in(folder))
            .withTimeout(Duration.ofMinutes(5));
    var async = AsyncSettings.DEFAULT.withMaximumRetryAttempts(0).withOnFailure(records::add);
    lambda = LocalLambda.start(function, async, _ -> {});
    endpoint = InvokeEndpoint.start(0, List.of(lambda));
  }

  @AfterAll
  void stop() {
    endpoint.close();
    lambda.close();
    http.close();
  }

  @Test
  void a_synchronous_invocation_answers_with_the_response() throws Exception {
    var response = invoke("obedient", CONTEXT);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("X-Amz-Executed-Version")).contains("$LATEST");
    assertThat(response.headers().firstValue("X-Amz-Function-Error")).isEmpty();
    assertThat(response.body())
        .contains(response.headers().firstValue("X-Amzn-RequestId").orElseThrow());
  }

  @Test
  void a_function_error_is_a_200_with_a_header() throws Exception {
    var response = invoke("obedient", THROW);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("X-Amz-Function-Error")).contains("Unhandled");
    assertThat(response.body()).contains("\"errorMessage\":\"no\"");
  }

  @Test
  void the_tail_of_the_log_is_given_when_asked_for() throws Exception {
    var event = "{\"do\":\"log\",\"line\":\"%s\"}".formatted("x".repeat(5000));

    var response = invoke("obedient", event, "X-Amz-Log-Type", "Tail");

    var tail =
        new String(
            Base64.getDecoder()
                .decode(response.headers().firstValue("X-Amz-Log-Result").orElseThrow()),
            UTF_8);
    assertThat(tail).hasSize(4096).contains("xxx to the logger\nEND RequestId: ");
  }

  @Test
  void an_asynchronous_invocation_is_accepted_and_runs_later() throws Exception {
    var response = invoke("obedient", THROW, "X-Amz-Invocation-Type", "Event");

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.body()).isEmpty();
    var record = records.poll(20, TimeUnit.SECONDS);
    assertThat(record).isNotNull();
    assertThat(response.headers().firstValue("X-Amzn-RequestId")).contains(record.requestId());
  }

  @Test
  void an_arn_or_a_qualified_name_finds_the_function_too() throws Exception {
    assertThat(invoke("obedient:live", CONTEXT).statusCode()).isEqualTo(200);
    assertThat(invoke(lambda.settings().functionArn() + ":$LATEST", CONTEXT).statusCode())
        .isEqualTo(200);
  }

  @Test
  void what_cannot_be_invoked_is_refused_in_the_words_of_lambda() throws Exception {
    var tooLarge = "\"" + "x".repeat(6 * 1024 * 1024) + "\"";

    assertRefused(invoke("nobody", "{}"), 404, "ResourceNotFoundException", "[obedient]");
    assertRefused(invoke("obedient", "no"), 400, "InvalidRequestContentException", "into json");
    assertRefused(
        invoke("obedient", tooLarge), 413, "RequestEntityTooLargeException", "limit 6291456 bytes");
    assertRefused(
        invoke("obedient", "{}", "X-Amz-Invocation-Type", "Maybe"),
        400,
        "InvalidParameterValueException",
        "'Maybe'");
  }

  @Test
  void the_aws_command_can_invoke(@TempDir Path folder) throws Exception {
    assumeTrue(isOnPath("aws"), "the aws command is not on the PATH");
    Files.writeString(folder.resolve("event.json"), THROW);

    var output =
        aws(folder, "--payload", "fileb://event.json", "--log-type", "Tail", "answer.json");

    assertThat(output)
        .contains("\"StatusCode\": 200", "\"FunctionError\": \"Unhandled\"", "\"LogResult\": ");
    assertThat(folder.resolve("answer.json")).content().contains("\"errorMessage\":\"no\"");
  }

  private HttpResponse<String> invoke(String function, String event, String... headers)
      throws IOException, InterruptedException {
    var uri =
        URI.create(endpoint.url() + "/2015-03-31/functions/%s/invocations".formatted(function));
    var request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(event));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static void assertRefused(
      HttpResponse<String> response, int status, String type, String words) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("X-Amzn-ErrorType")).contains(type);
    assertThat(response.body()).contains(words);
  }

  private String aws(Path folder, String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("aws", "lambda", "invoke"));
    command.addAll(List.of("--endpoint-url", endpoint.url().toString()));
    command.addAll(List.of("--function-name", "obedient", "--output", "json"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("AWS_ACCESS_KEY_ID", "local");
    builder.environment().put("AWS_SECRET_ACCESS_KEY", "local");
    builder.environment().put("AWS_DEFAULT_REGION", "us-east-1");
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static boolean isOnPath(String command) {
    return Pattern.compile(File.pathSeparator)
        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
  }
}
