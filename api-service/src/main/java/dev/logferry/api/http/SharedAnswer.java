package dev.logferry.api.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** An answer that one thread finds and others wait for, or the failure to find it. */
public final class SharedAnswer<T> {

  private final CompletableFuture<T> answer = new CompletableFuture<>();

  /** Finds it for all; whatever is thrown is thrown here, too. To be called once. */
  public T find(Supplier<T> search) {
    try {
      T found = search.get();
      answer.complete(found);
      return found;
    } catch (Throwable e) {
      answer.completeExceptionally(e);
      throw e;
    }
  }

  /** What was found, or throws what finding it has thrown. */
  public T await() {
    try {
      return answer.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }
}
