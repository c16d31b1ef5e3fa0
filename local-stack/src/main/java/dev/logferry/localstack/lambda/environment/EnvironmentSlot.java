package dev.logferry.localstack.lambda.environment;

import dev.logferry.localstack.lambda.Execution;
import dev.logferry.localstack.lambda.FunctionSettings;
import dev.logferry.localstack.lambda.Invocation;
import dev.logferry.localstack.lambda.InvocationReport;
import dev.logferry.localstack.lambda.InvocationResult.TimedOut;
import dev.logferry.localstack.lambda.Payload;
import java.time.Duration;
import java.util.Optional;

/**
 * The one place for an execution environment: filled when an event needs it, emptied when the
 * environment is no longer fit. One caller of {@link #run} at a time; {@link #close} at any time.
 */
public final class EnvironmentSlot implements AutoCloseable {
  /**
   * The limit of Lambda's init phase; one that takes longer is begun again, on the function's time:
   * <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">Lambda
   * guide</a>.
   */
  public static final Duration INITIALIZATION_LIMIT = Duration.ofSeconds(10);

  private final FunctionSettings settings;
  private final FunctionLog log;
  private final Duration initializationLimit;
  private Optional<ExecutionEnvironment> content = Optional.empty();
  private boolean closed;

  public EnvironmentSlot(FunctionSettings settings, FunctionLog log, Duration initializationLimit) {
    this.settings = settings;
    this.log = log;
    this.initializationLimit = initializationLimit;
  }

  /**
   * Runs the function on an event and waits for its answer.
   *
   * @throws IllegalStateException if the slot was closed
   */
  public Invocation run(String requestId, Payload event) throws InterruptedException {
    log.take(); // what was written since the last invocation belongs to none
    var environment = live();
    var failure = environment.initialize(initializationLimit);
    var limit = settings.timeout();
    if (failure.filter(TimedOut.class::isInstance).isPresent()) {
      discard();
      environment = live();
      failure = environment.initialize(limit);
      limit = limit.minus(environment.initializationDuration());
    }
    return failure.isPresent()
        ? report(requestId, environment, environment.notRun(failure.get()))
        : report(requestId, environment, environment.run(requestId, event, limit));
  }

  private Invocation report(String requestId, ExecutionEnvironment environment, Execution run) {
    if (!environment.isAlive()) {
      discard();
    }
    var lines = log.take();
    var report = InvocationReport.report(requestId, run, settings.memoryMegabytes());
    log.addPlatform(InvocationReport.end(requestId));
    log.addPlatform(report);
    return new Invocation(requestId, run.result(), run.duration(), run.coldStart(), lines, report);
  }

  /** Starts an environment unless one is alive, without waiting for it. */
  public void start() {
    live();
  }

  /** The environment in the slot, a fresh one if there is none alive. */
  private synchronized ExecutionEnvironment live() {
    if (closed) {
      throw new IllegalStateException(
          "the local Lambda '%s' was closed".formatted(settings.functionName()));
    }
    if (!content.map(ExecutionEnvironment::isAlive).orElse(false)) {
      discard();
      content = Optional.of(ExecutionEnvironment.start(settings, log));
    }
    return content.get();
  }

  /**
   * Kills the process as a crash would.
   *
   * @return whether there was one
   */
  public synchronized boolean kill() {
    var alive = content.filter(ExecutionEnvironment::isAlive);
    alive.ifPresent(ExecutionEnvironment::kill);
    return alive.isPresent();
  }

  /** Ends the environment; the next event gets a fresh one. */
  public synchronized void discard() {
    content.ifPresent(ExecutionEnvironment::close);
    content = Optional.empty();
  }

  @Override
  public synchronized void close() {
    closed = true;
    discard();
  }
}
