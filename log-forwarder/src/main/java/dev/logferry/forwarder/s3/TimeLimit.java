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
 * Bounds calls in time. The SDK's own timeouts end no write that the other side does not read, and
 * no look-up of a host name.
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

  /**
   * Makes a call. One that is abandoned may still succeed, as with any answer that is lost.
   *
   * @param timeout how long it may take at the most; the limit can be shorter
   */
  <T> T within(Duration timeout, Callable<T> call) throws IOException {
    Duration usual = limit.plus(loading);
    Duration longest = timeout.compareTo(usual) < 0 ? timeout : usual;
    if (!longest.isPositive()) {
      throw new IOException("no time left for it");
    }
    FutureTask<T> task = new FutureTask<>(call);
    Thread.ofPlatform().daemon().name("s3-call").start(task);
    try {
      T result = task.get(longest.toNanos(), TimeUnit.NANOSECONDS);
      loading = Duration.ZERO;
      return result;
    } catch (TimeoutException e) {
      task.cancel(true);
      throw new IOException("no answer within " + longest.toMillis() + " ms", e);
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
