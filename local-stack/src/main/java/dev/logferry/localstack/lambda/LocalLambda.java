package dev.logferry.localstack.lambda;

import dev.logferry.localstack.lambda.environment.EnvironmentSlot;
import dev.logferry.localstack.lambda.environment.FunctionLog;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One Lambda function on this machine, run by the real runtime interface client in a process of its
 * own. It has one execution environment, as with reserved concurrency 1: invocations queue. A timed
 * out or crashed environment is replaced at the next invocation. Safe for use by many threads.
 */
public final class LocalLambda implements AutoCloseable {
  private final FunctionSettings settings;
  private final EnvironmentSlot slot;
  private final AsyncInvoker asyncInvoker;
  private final ReentrantLock turns = new ReentrantLock(true);
  private final Thread shutdownHook;

  private LocalLambda(
      FunctionSettings settings, AsyncSettings asyncSettings, Consumer<String> logReader) {
    this.settings = settings;
    this.asyncInvoker = new AsyncInvoker(this, asyncSettings);
    this.slot =
        new EnvironmentSlot(
            settings, new FunctionLog(logReader), EnvironmentSlot.INITIALIZATION_LIMIT);
    this.shutdownHook = new Thread(slot::close, "local-lambda-shutdown");
    Runtime.getRuntime().addShutdownHook(shutdownHook);
  }

  /** A function whose log nobody reads; its process starts with the first invocation. */
  public static LocalLambda start(FunctionSettings settings) {
    return start(settings, AsyncSettings.DEFAULT, _ -> {});
  }

  /**
   * A function whose log goes to the reader, line by line; its process starts with the first
   * invocation. The reader must be quick and safe for use by more than one thread.
   */
  public static LocalLambda start(
      FunctionSettings settings, AsyncSettings asyncSettings, Consumer<String> logReader) {
    return new LocalLambda(settings, asyncSettings, logReader);
  }

  public FunctionSettings settings() {
    return settings;
  }

  /** Starts the process now, without waiting for it. The first invocation still counts as cold. */
  public void startEnvironment() {
    turns.lock();
    try {
      slot.start();
    } finally {
      turns.unlock();
    }
  }

  /**
   * Runs the function on the event and waits for its answer.
   *
   * @throws RequestTooLargeException if the event has more than 6 MB
   * @throws InvalidRequestContentException if the event is not JSON
   * @throws IllegalStateException if this Lambda was closed
   */
  public Invocation invoke(byte[] event) {
    var accepted = PayloadLimit.REQUEST_RESPONSE.accept(event);
    return invokeIf(() -> true, UUID.randomUUID().toString(), accepted).orElseThrow();
  }

  /**
   * Takes the event and returns at once; the function runs on it in the background, again if it
   * fails.
   *
   * @throws RequestTooLargeException if the event has more than 1 MB
   * @throws InvalidRequestContentException if the event is not JSON
   * @throws IllegalStateException if this Lambda was closed
   */
  public AsyncInvocation invokeAsync(byte[] event) {
    return asyncInvoker.accept(PayloadLimit.EVENT.accept(event));
  }

  /** Runs the function if the event is still wanted once the function is free. */
  Optional<Invocation> invokeIf(BooleanSupplier stillWanted, String requestId, Payload event) {
    turns.lock();
    try {
      return stillWanted.getAsBoolean()
          ? Optional.of(slot.run(requestId, event))
          : Optional.empty();
    } catch (InterruptedException interrupted) {
      slot.discard();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the function ran", interrupted);
    } finally {
      turns.unlock();
    }
  }

  /**
   * Ends the function's process at once, as if its host were lost. An invocation in progress ends
   * as crashed; the next one gets a fresh environment.
   *
   * @return whether there was a process, and it was running on an event
   */
  public boolean killEnvironment() {
    boolean invoked = turns.isLocked();
    return slot.kill() && invoked;
  }

  /** Whether the function is running on an event. */
  public boolean isInvoked() {
    return turns.isLocked();
  }

  /** Kills the function; an invocation in progress ends as crashed, and no retry follows. */
  @Override
  public void close() {
    asyncInvoker.close();
    slot.close();
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException _) {
      // The shutdown is in progress, and the hook with it.
    }
  }
}
