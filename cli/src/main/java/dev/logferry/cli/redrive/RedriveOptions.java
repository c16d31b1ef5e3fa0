package dev.logferry.cli.redrive;

import dev.logferry.cli.connection.Aws;
import dev.logferry.cli.connection.AwsProblem;
import dev.logferry.cli.connection.Connection;
import dev.logferry.cli.connection.ConnectionOptions;
import dev.logferry.cli.terminal.CommandException;
import dev.logferry.cli.terminal.UsageException;
import dev.logferry.forwarder.redrive.RedriveRequest;
import dev.logferry.forwarder.report.RedriveSummaryJson;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How undelivered events are delivered: by the deployed function, or by this process. */
public final class RedriveOptions {

  private static final Duration MAX_DURATION = Duration.ofHours(12);

  @Mixin private ConnectionOptions connectionOptions = new ConnectionOptions();

  @Option(names = "--dry-run", description = "Report what would be delivered, and change nothing.")
  private boolean dryRun;

  @Option(
      names = "--rate",
      paramLabel = "NUMBER",
      description = "Send at most this many documents a second. Not with --function.")
  private Optional<Integer> rate = Optional.empty();

  @Option(
      names = "--function",
      paramLabel = "NAME",
      description =
          "Invoke this deployed redrive function, which uses its own settings. By default,"
              + " this command delivers the events itself, with the settings of the connection.")
  private Optional<String> function = Optional.empty();

  /** The summary, as JSON. */
  public JsonNode run(Optional<String> rejected, Optional<String> malformed) {
    if (rate.isPresent() && (rate.get() < 1 || function.isPresent())) {
      throw new UsageException(
          "--rate is a number from 1 on, for a redrive in this process, without --function");
    }
    var request = JsonMapper.shared().createObjectNode();
    rejected.ifPresent(path -> request.put("rejected", path));
    malformed.ifPresent(path -> request.put("malformed", path));
    if (dryRun) {
      request.put("dry_run", true);
    }
    byte[] event = request.toString().getBytes(StandardCharsets.UTF_8);
    Aws aws = connectionOptions.aws();
    return function.isPresent() ? remote(aws, function.get(), event) : local(aws, event);
  }

  private JsonNode local(Aws aws, byte[] event) {
    Connection connection = connectionOptions.connection();
    RedriveRequest request = RedriveRequest.read(new ByteArrayInputStream(event));
    return JsonMapper.shared()
        .readTree(
            RedriveSummaryJson.line(
                LocalRedrive.run(connection, aws, request, rate, MAX_DURATION)));
  }

  private static JsonNode remote(Aws aws, String function, byte[] event) {
    try (LambdaClient lambda = aws.client(LambdaClient.builder(), "LAMBDA")) {
      InvokeResponse response =
          lambda.invoke(
              it ->
                  it.functionName(function)
                      .payload(SdkBytes.fromByteArray(event))
                      .overrideConfiguration(
                          // A redrive may take all of Lambda's 15 minutes.
                          longer -> longer.apiCallTimeout(Duration.ofMinutes(16))));
      JsonNode answer = JsonMapper.shared().readTree(response.payload().asByteArray());
      if (response.functionError() != null) {
        throw new CommandException(
            "%s failed: %s"
                .formatted(function, answer.path("errorMessage").asString(answer.toString())));
      }
      return answer;
    } catch (SdkException e) {
      throw AwsProblem.of("invoking " + function, e);
    }
  }
}
