package dev.logferry.localstack.lambda.environment;

import dev.logferry.localstack.lambda.ColdStart;
import dev.logferry.localstack.lambda.Execution;
import dev.logferry.localstack.lambda.FunctionSettings;
import dev.logferry.localstack.lambda.InvocationReport;
import dev.logferry.localstack.lambda.InvocationResult;
import dev.logferry.localstack.lambda.InvocationResult.Crashed;
import dev.logferry.localstack.lambda.InvocationResult.TimedOut;
import dev.logferry.localstack.lambda.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** A process and its Runtime API: what Lambda keeps from the cold start until it throws it away. */
final class ExecutionEnvironment implements AutoCloseable {
  private static final int LAST_LINES = 30;

  private final String functionArn;
  private final FunctionLog log;
  private final RuntimeApi api;
  private final long startNanos = System.nanoTime();
  private final FunctionProcess process;
  private final CompletableFuture<Duration> initialization;

  // One for all runs: each new one would hang on to the process until it ends.
  private final CompletableFuture<InvocationResult> crash;

  private boolean fresh = true;

  private ExecutionEnvironment(FunctionSettings settings, FunctionLog log, RuntimeApi api) {
    this.functionArn = settings.functionArn();
    this.log = log;
    this.api = api;
    this.initialization = api.firstPoll().thenApply(_ -> since(startNanos));
    this.process = FunctionProcess.start(settings, api.address(), log::add);
    this.crash = process.exitCode().thenApply(this::crashed);
  }

  /** Starts the process and does not wait for it. */
  static ExecutionEnvironment start(FunctionSettings settings, FunctionLog log) {
    var api = RuntimeApi.start();
    try {
      return new ExecutionEnvironment(settings, log, api);
    } catch (RuntimeException failure) {
      api.close();
      throw failure;
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** From the start of the process until it asked for an event, or until now. */
  Duration initializationDuration() {
    return initialization.getNow(since(startNanos));
  }

  /** Waits until the function is loaded: empty if all is well, else what went wrong. */
  Optional<InvocationResult> initialize(Duration limit) throws InterruptedException {
    if (initialization.isDone()) {
      return Optional.empty();
    }
    CompletableFuture<Optional<InvocationResult>> ready =
        initialization.thenApply(_ -> Optional.empty());
    var failed = api.initializationFailure().thenApply(Optional::of);
    var ended = crash.thenApply(Optional::of);
    return within(limit, ready.applyToEither(failed, Function.identity()), ended)
        .orElseGet(() -> Optional.of(new TimedOut(limit)));
  }

  /** Runs one event. An environment whose run is not over by the limit is killed. */
  Execution run(String requestId, Payload event, Duration limit) throws InterruptedException {
    log.addPlatform(InvocationReport.start(requestId));
    long runStartNanos = System.nanoTime();
    var inFlight = new InFlightEvent(requestId, event, functionArn, Instant.now().plus(limit));
    api.offer(inFlight);
    var result = within(limit, inFlight.answer(), crash).orElseGet(() -> new TimedOut(limit));
    var duration = since(runStartNanos);
    if (!(result instanceof TimedOut)) {
      awaitEnd(inFlight, limit.minus(duration));
    }
    return ended(result, duration, inFlight.finished().isDone());
  }

  /** The event's run if the initialisation failed before it. */
  Execution notRun(InvocationResult failure) {
    return ended(failure, Duration.ZERO, false);
  }

  private Execution ended(InvocationResult result, Duration duration, boolean fitForMore) {
    var peakMemoryMegabytes = process.peakMemoryMegabytes();
    if (!fitForMore) {
      close();
    }
    process.flushOutput();
    return new Execution(result, duration, coldStart(duration), peakMemoryMegabytes);
  }

  private Optional<ColdStart> coldStart(Duration duration) {
    if (!fresh) {
      return Optional.empty();
    }
    fresh = false;
    var initializationDuration = initializationDuration();
    return Optional.of(
        new ColdStart(initializationDuration, initializationDuration.plus(duration)));
  }

  /** The runtime writes the stack trace of an error after it has reported it. */
  private void awaitEnd(InFlightEvent inFlight, Duration limit) throws InterruptedException {
    within(limit, inFlight.finished(), crash);
  }

  private InvocationResult crashed(int exitCode) {
    process.flushOutput();
    return new Crashed(exitCode, log.last(LAST_LINES));
  }

  private static <T> Optional<T> within(
      Duration limit, CompletableFuture<T> one, CompletableFuture<T> other)
      throws InterruptedException {
    try {
      return Optional.of(
          one.applyToEither(other, Function.identity())
              .get(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS));
    } catch (TimeoutException _) {
      return Optional.empty();
    } catch (ExecutionException failure) {
      throw new IllegalStateException(failure.getCause());
    }
  }

  /** Ends the process alone, so that it is found to have crashed. */
  void kill() {
    process.kill();
  }

  private static Duration since(long startNanos) {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  @Override
  public void close() {
    process.close();
    api.close();
  }
}
