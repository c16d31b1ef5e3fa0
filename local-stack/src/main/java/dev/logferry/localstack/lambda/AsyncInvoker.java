package dev.logferry.localstack.lambda;

import static dev.logferry.localstack.lambda.onfailure.OnFailureCondition.EVENT_AGE_EXCEEDED;
import static dev.logferry.localstack.lambda.onfailure.OnFailureCondition.RETRIES_EXHAUSTED;

import dev.logferry.localstack.lambda.AsyncOutcome.Delivered;
import dev.logferry.localstack.lambda.AsyncOutcome.GivenUp;
import dev.logferry.localstack.lambda.InvocationResult.Succeeded;
import dev.logferry.localstack.lambda.onfailure.OnFailureCondition;
import dev.logferry.localstack.lambda.onfailure.OnFailureRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** Lambda's way with events that nobody waits for: try, wait, try again, give up with a record. */
final class AsyncInvoker implements AutoCloseable {
  private final LocalLambda lambda;
  private final AsyncSettings settings;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  AsyncInvoker(LocalLambda lambda, AsyncSettings settings) {
    this.lambda = lambda;
    this.settings = settings;
  }

  AsyncInvocation accept(Payload event) {
    var outcome = new CompletableFuture<AsyncOutcome>();
    var accepted = new Accepted(UUID.randomUUID().toString(), event, settings.clock().instant());
    try {
      threads.execute(() -> complete(outcome, accepted));
    } catch (RejectedExecutionException closed) {
      throw new IllegalStateException(
          "the local Lambda '%s' was closed".formatted(lambda.settings().functionName()), closed);
    }
    return new AsyncInvocation(accepted.requestId(), outcome);
  }

  private record Accepted(String requestId, Payload event, Instant at) {}

  private void complete(CompletableFuture<AsyncOutcome> outcome, Accepted accepted) {
    try {
      outcome.complete(deliver(accepted));
    } catch (IOException failure) {
      outcome.completeExceptionally(
          new UncheckedIOException("no record could be kept of a lost event", failure));
    } catch (InterruptedException | RuntimeException failure) {
      outcome.completeExceptionally(failure);
    }
  }

  private AsyncOutcome deliver(Accepted accepted) throws InterruptedException, IOException {
    var attempts = new ArrayList<Invocation>();
    while (attempts.size() <= settings.maximumRetryAttempts()) {
      Thread.sleep(waitBefore(attempts.size()));
      var invocation =
          lambda.invokeIf(() -> isYoungEnough(accepted), accepted.requestId(), accepted.event());
      if (invocation.isEmpty()) {
        return giveUp(accepted, EVENT_AGE_EXCEEDED, attempts);
      }
      attempts.add(invocation.get());
      if (invocation.get().result() instanceof Succeeded) {
        return new Delivered(attempts);
      }
    }
    return giveUp(accepted, RETRIES_EXHAUSTED, attempts);
  }

  private Duration waitBefore(int retry) {
    return retry == 0 ? Duration.ZERO : settings.retryWaits().get(retry - 1);
  }

  private boolean isYoungEnough(Accepted accepted) {
    var age = Duration.between(accepted.at(), settings.clock().instant());
    return age.compareTo(settings.maximumEventAge()) <= 0;
  }

  private AsyncOutcome giveUp(
      Accepted accepted, OnFailureCondition condition, List<Invocation> attempts)
      throws IOException {
    settings
        .onFailure()
        .accept(
            new OnFailureRecord(
                settings.clock().instant(),
                accepted.requestId(),
                lambda.settings().functionArn(),
                condition,
                attempts.size(),
                accepted.event(),
                lastAnswer(attempts)));
    return new GivenUp(condition, attempts);
  }

  private static Optional<Payload> lastAnswer(List<Invocation> attempts) {
    return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast().answer());
  }

  /** Events that are still waiting are given up without a record. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
