package dev.logferry.forwarder.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits no longer than the limit. The SDK's own time-outs end no write that the other side does not
 * take in, and no look-up of a name.
 */
final class TimeLimit {

  /**
   * The first call loads 2,400 classes, which took 1 s of a whole processor; a function with 256 MB
   * has a seventh of one. That is no sign of a slow S3.
   */
  private static final Duration LOADING = Duration.ofSeconds(8);

  private final Duration limit;
  private volatile Duration loading = LOADING;

  /**
   * @param limit for each call, but for what loading takes
   */
  TimeLimit(Duration limit) {
    this.limit = limit;
  }

  /** What is abandoned may still come to pass, as with any answer that is lost. */
  <T> T within(Callable<T> call) throws IOException {
    FutureTask<T> task = new FutureTask<>(call);
    Thread.ofPlatform().daemon().name("s3-call").start(task);
    Duration retryBudget = limit.plus(loading);
    try {
      T result = task.get(retryBudget.toNanos(), TimeUnit.NANOSECONDS);
      loading = Duration.ZERO;
      return result;
    } catch (TimeoutException e) {
      task.cancel(true);
      throw new IOException("no answer within " + retryBudget.toMillis() + " ms", e);
    } catch (InterruptedException _) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting");
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  private static IOException failure(ExecutionException failure) {
    return switch (failure.getCause()) {
      case IOException known -> known;
      case Error error -> throw error;
      case Throwable unforeseen -> new IOException(unforeseen.toString(), unforeseen);
      case null -> throw new IllegalStateException(failure);
    };
  }
}
