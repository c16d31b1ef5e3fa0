package dev.logferry.localstack;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Things to close in the reverse order of their start, each even if another cannot be closed. */
public final class Resources implements AutoCloseable {

  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  /** Takes one over, to be closed before those that were added earlier. */
  public synchronized <T extends AutoCloseable> T add(T resource) {
    started.push(resource);
    return resource;
  }

  /** Closes all of them; nothing at a second call. */
  @Override
  public synchronized void close() {
    @Nullable RuntimeException failure = null;
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (RuntimeException e) {
        failure = joined(failure, e);
      } catch (Exception e) {
        failure = joined(failure, new IllegalStateException(e));
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static RuntimeException joined(@Nullable RuntimeException first, RuntimeException next) {
    if (first == null) {
      return next;
    }
    first.addSuppressed(next);
    return first;
  }
}
