package dev.logferry.localstack.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.localstack.lambda.AsyncSettings;
import dev.logferry.localstack.lambda.FunctionSettings;
import dev.logferry.localstack.lambda.LocalLambda;
import dev.logferry.localstack.lambda.TaskRoot;
import dev.logferry.localstack.lambda.function.Obedient;
import dev.logferry.localstack.lambda.onfailure.OnFailureCondition;
import dev.logferry.localstack.lambda.onfailure.OnFailureRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubscriptionIT {
  private final List<OnFailureRecord> records = new CopyOnWriteArrayList<>();

  @Test
  void a_batch_whose_function_keeps_failing_ends_in_an_on_failure_record(@TempDir Path folder)
      throws InterruptedException {
    FunctionSettings settings =
        FunctionSettings.of("obedient", Obedient.class.getName(), TaskRoot.in(folder));
    AsyncSettings hurried =
        AsyncSettings.DEFAULT
            .withRetryWaits(Duration.ofMillis(1), Duration.ofMillis(1))
            .withOnFailure(records::add);
    try (var lambda = LocalLambda.start(settings, hurried, _ -> {});
        var server =
            LocalCloudWatchLogs.start(
                CloudWatchLogsSettings.of(
                    Map.of(
                        settings.functionName(), event -> lambda.invokeAsync(event).outcome())));
        var client = LogsClient.of(server.url())) {
      client.create("/ecs/api", "one");
      client
          .sdk()
          .putSubscriptionFilter(
              request ->
                  request
                      .logGroupName("/ecs/api")
                      .filterName("all")
                      .filterPattern("")
                      .destinationArn(server.functionArn(settings.functionName())));
      client.put("/ecs/api", "one", System.currentTimeMillis(), List.of("x"));

      assertThat(server.awaitDelivery(Duration.ofMinutes(2))).isTrue();
    }

    assertThat(records) // of the control message and of the batch
        .hasSize(2)
        .allMatch(record -> record.condition() == OnFailureCondition.RETRIES_EXHAUSTED)
        .allMatch(record -> record.approximateInvokeCount() == 3)
        .allMatch(record -> record.requestPayload().text().startsWith("{\"awslogs\":{\"data\":"));
  }
}
