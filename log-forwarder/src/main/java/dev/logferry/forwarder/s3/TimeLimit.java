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
 *
 * @param limit for each call
 */
record TimeLimit(Duration limit) {

  /** What is abandoned may still come to pass, as with any answer that is lost. */
  <T> T within(Callable<T> call) throws IOException {
    FutureTask<T> task = new FutureTask<>(call);
    Thread.ofPlatform().daemon().name("s3-call").start(task);
    try {
      return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      throw new IOException("no answer within " + limit.toMillis() + " ms", e);
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
