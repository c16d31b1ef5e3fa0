package dev.logferry.forwarder.elasticsearch;

import java.time.Duration;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The connections in use and those at rest. Each exchange has a thread of its own, so that whoever
 * waits for it waits no longer than it wants to, whatever the exchange is caught in:
 * HttpURLConnection's time-outs bound one read, and neither a write, nor a handshake, nor an answer
 * that trickles.
 */
final class Lanes {

  private final Supplier<Lane> maker;
  private final Deque<Lane> idle = new ConcurrentLinkedDeque<>();

  Lanes(Supplier<Lane> maker) {
    this.maker = maker;
  }

  /**
   * Does an exchange on a lane of its own.
   *
   * @param late what to say when it takes too long; given the reason
   */
  <T> T within(Duration timeout, Function<Lane, T> exchange, Function<String, T> late) {
    Lane lane = Optional.ofNullable(idle.pollFirst()).orElseGet(maker);
    lane.answerWithin(timeout);
    FutureTask<T> task = new FutureTask<>(() -> exchange.apply(lane));
    Thread.ofPlatform().daemon().name("elasticsearch").start(task);
    try {
      T result = task.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      idle.addFirst(lane);
      return result;
    } catch (TimeoutException _) {
      abandon(lane);
      return late.apply("no answer within " + timeout.toMillis() + " ms");
    } catch (InterruptedException _) {
      abandon(lane);
      Thread.currentThread().interrupt();
      return late.apply("interrupted while waiting for the answer");
    } catch (ExecutionException e) {
      throw unforeseen(e);
    }
  }

  /** Never used again. On another thread, since closing a connection can block as well. */
  private static void abandon(Lane lane) {
    Thread.ofPlatform().daemon().name("elasticsearch-abort").start(lane::abandon);
  }

  private static RuntimeException unforeseen(ExecutionException failure) {
    return switch (failure.getCause()) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      case null, default -> new IllegalStateException(failure);
    };
  }
}
