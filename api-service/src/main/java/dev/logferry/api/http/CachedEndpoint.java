package dev.logferry.api.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * Uses answers again for a short time, asks once where many ask for the same, and gives an older
 * answer where there is only a temporary problem otherwise.
 */
public final class CachedEndpoint implements Endpoint {

  private static final Duration AFTER_PROBLEM = Duration.ofSeconds(1);

  /** How long an answer is kept for the time when the database is away. */
  private static final Duration STALE = Duration.ofMinutes(10);

  private final Endpoint endpoint;
  private final long freshNanos;
  private final LongSupplier nanoTime;
  private final Cache<String, Kept> kept;
  private final ConcurrentMap<String, SharedAnswer<Reply>> underWay = new ConcurrentHashMap<>();

  /**
   * An answer.
   *
   * @param sinceNanos when it was true
   * @param askAgainNanos until when nobody asks: it is fresh, or asking has just failed
   */
  private record Kept(Reply reply, long sinceNanos, long askAgainNanos) {}

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
            .executor(Runnable::run)
            .build();
  }

  private static int bytes(String key, Reply reply) {
    int objects = 400;
    // The body, and compressed once somebody wants it so.
    return objects + 2 * key.length() + 2 * reply.body().length;
  }

  @Override
  public Reply answer(Request request) {
    String key = request.path() + "?" + request.query();
    long now = nanoTime.getAsLong();
    Optional<Kept> entry =
        Optional.ofNullable(kept.getIfPresent(key))
            .filter(found -> now - found.sinceNanos() < STALE.toNanos());
    if (entry.isPresent() && now - entry.get().askAgainNanos() < 0) {
      return entry.get().reply();
    }
    try {
      return ask(key, request);
    } catch (ProblemException e) {
      if (entry.isEmpty() || !e.kind().isTemporary()) {
        throw e;
      }
      return staleFor(key, entry.get());
    }
  }

  /** Who asks next within a second would wait for the same problem in vain. */
  private Reply staleFor(String key, Kept old) {
    Reply stale = old.reply().stale();
    long askAgain = nanoTime.getAsLong() + AFTER_PROBLEM.toNanos();
    kept.put(key, new Kept(stale, old.sinceNanos(), askAgain));
    return stale;
  }

  /** Asks, or waits for whoever is asking the same. */
  private Reply ask(String key, Request request) {
    SharedAnswer<Reply> mine = new SharedAnswer<>();
    SharedAnswer<Reply> other = underWay.putIfAbsent(key, mine);
    if (other != null) {
      return other.await();
    }
    try {
      return mine.find(() -> keep(key, endpoint.answer(request)));
    } finally {
      underWay.remove(key, mine);
    }
  }

  private Reply keep(String key, Reply reply) {
    if (reply.status() == 200) {
      long now = nanoTime.getAsLong();
      kept.put(key, new Kept(reply, now, now + freshNanos));
    }
    return reply;
  }
}
