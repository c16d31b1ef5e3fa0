package dev.logferry.localstack.cloudwatch;

import java.util.concurrent.CompletionStage;

/** A function that subscription filters invoke. Thread-safe. */
@FunctionalInterface
public interface FunctionDestination {

  /**
   * Accepts an event for asynchronous invocation, as {@code LocalLambda.invokeAsync} does.
   *
   * @param lambdaEvent {@code {"awslogs":{"data":"…"}}}, at most 1 MiB
   * @return completed when the function succeeded or Lambda gave the event up
   * @throws RuntimeException if the event was not accepted; the subscription tries again later
   */
  CompletionStage<?> invokeAsync(byte[] lambdaEvent);
}
