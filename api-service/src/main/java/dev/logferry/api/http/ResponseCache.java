package dev.logferry.api.http;

import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;

/**
 * Reuses responses for a short time, loads each once however many ask for it, and serves an older
 * one when it cannot be loaded for a temporary reason.
 */
public final class ResponseCache {

  /** How long a response is kept for the time when the database is unavailable. */
  private static final Duration KEPT = Duration.ofMinutes(10);

  private static final int OBJECT_BYTES = 500;

  private final long freshNanos;
  private final Ticker ticker;
  private final LoadingCache<Key, Entry> responses;

  private record Key(Endpoint endpoint, Request request) {}

  private record Entry(Response response, long loadedAtNanos) {}

  /**
   * For all routes together.
   *
   * @param fresh how long a response is reused; zero keeps responses for emergencies only
   * @param maximumBytes of all responses together
   */
  public ResponseCache(Duration fresh, long maximumBytes, Ticker ticker) {
    this.freshNanos = fresh.toNanos();
    this.ticker = ticker;
    Caffeine<Key, Entry> builder =
        Caffeine.newBuilder()
            .maximumWeight(maximumBytes)
            .weigher(ResponseCache::bytes)
            .expireAfterWrite(KEPT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .ticker(ticker)
            .recordStats();
    // What is asked for often is reloaded in the background, so that nobody waits for it.
    responses = (fresh.isZero() ? builder : builder.refreshAfterWrite(fresh)).build(loader());
  }

  private CacheLoader<Key, Entry> loader() {
    return key -> new Entry(key.endpoint().respond(key.request()), ticker.read());
  }

  private static int bytes(Key key, Entry entry) {
    // The body, and the same compressed once somebody asks for that.
    int body = 2 * entry.response().content().bytes().length;
    return OBJECT_BYTES
        + 2 * (key.request().path().length() + key.request().query().length())
        + body;
  }

  /** An endpoint whose responses are cached. */
  public Endpoint around(Endpoint endpoint) {
    return request -> respond(new Key(endpoint, request));
  }

  private Response respond(Key key) {
    long now = ticker.read();
    Entry entry = responses.get(key);
    // While the reload runs in the background an entry may be older than fresh, but not much.
    return entry.loadedAtNanos() - now >= 0 || now - entry.loadedAtNanos() < 2 * freshNanos
        ? entry.response()
        : reloaded(key, entry);
  }

  private Response reloaded(Key key, Entry old) {
    try {
      return responses.refresh(key).join().response();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ProblemException problem && problem.kind().isTemporary()) {
        return stale(old);
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Marked as RFC 9211 has it, by a negative time to live; nobody may reuse it. */
  private Response stale(Entry old) {
    long age = Duration.ofNanos(ticker.read() - old.loadedAtNanos() - freshNanos).toSeconds();
    return old.response()
        .with(Caching.shared(Duration.ZERO))
        .with("Cache-Status", "logferry-api; hit; ttl=-" + age);
  }

  /** For its metrics. */
  public LoadingCache<?, ?> statistics() {
    return responses;
  }
}
