package dev.logferry.api.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * Uses answers again for a short time, asks once where many ask for the same, and gives an older
 * answer where there is only a temporary problem otherwise.
 */
public final class CachedEndpoint implements Endpoint {

  /** How long an answer is kept for the time when the database is away. */
  private static final Duration STALE = Duration.ofMinutes(10);

  private final Endpoint endpoint;
  private final long freshNanos;
  private final LongSupplier nanoTime;
  private final Cache<String, Kept> kept;
  private final ConcurrentMap<String, CompletableFuture<Reply>> underWay =
      new ConcurrentHashMap<>();

  private record Kept(Reply reply, long sinceNanos) {}

  /**
   * Around another endpoint.
   *
   * @param fresh how long an answer is used again; zero keeps answers for emergencies only
   * @param maximumBytes of all answers together
   * @param nanoTime a clock as {@link System#nanoTime}
   */
  public CachedEndpoint(
      Endpoint endpoint, Duration fresh, long maximumBytes, LongSupplier nanoTime) {
    this.endpoint = endpoint;
    this.freshNanos = fresh.toNanos();
    this.nanoTime = nanoTime;
    this.kept =
        Caffeine.newBuilder()
            .maximumWeight(maximumBytes)
            .<String, Kept>weigher((key, entry) -> bytes(key, entry.reply()))
            .expireAfterWrite(STALE)
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  private static int bytes(String key, Reply reply) {
    int objects = 400;
    return objects + 2 * key.length() + reply.body().length;
  }

  @Override
  public Reply answer(Request request) {
    String key = request.path() + "?" + request.query();
    Optional<Kept> entry = Optional.ofNullable(kept.getIfPresent(key));
    if (entry.isPresent() && nanoTime.getAsLong() - entry.get().sinceNanos() < freshNanos) {
      return entry.get().reply();
    }
    try {
      return ask(key, request);
    } catch (ProblemException e) {
      if (entry.isEmpty() || !e.kind().isTemporary()) {
        throw e;
      }
      return entry.get().reply().with("Warning", "110 - \"Response is Stale\"");
    }
  }

  /** Asks, or waits for whoever is asking the same. */
  private Reply ask(String key, Request request) {
    CompletableFuture<Reply> mine = new CompletableFuture<>();
    CompletableFuture<Reply> other = underWay.putIfAbsent(key, mine);
    if (other != null) {
      return join(other);
    }
    try {
      Reply reply = endpoint.answer(request);
      if (reply.status() == 200) {
        kept.put(key, new Kept(reply, nanoTime.getAsLong()));
      }
      mine.complete(reply);
      return reply;
    } catch (Throwable e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      underWay.remove(key, mine);
    }
  }

  private static Reply join(CompletableFuture<Reply> other) {
    try {
      return other.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof ProblemException problem ? problem : e;
    }
  }
}
