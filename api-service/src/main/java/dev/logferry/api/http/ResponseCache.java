package dev.logferry.api.http;

import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

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
  private final AsyncLoadingCache<Key, Entry> responses;

  private record Key(Endpoint endpoint, Request request) {}

  /**
   * A response as it was loaded.
   *
   * @param reload in progress, so that other requests wait for it; empty if there is none
   */
  private record Entry(
      Response response,
      long loadedAtNanos,
      AtomicReference<@Nullable CompletableFuture<Entry>> reload) {}

  /**
   * For all routes together.
   *
   * @param fresh how long a response is reused; zero switches the cache off, and each request loads
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
            // Evicts in the thread that adds a response: a thread of its own would cost more.
            .executor(Runnable::run)
            .ticker(ticker)
            .recordStats();
    responses =
        (fresh.isZero() ? builder : builder.refreshAfterWrite(fresh))
            .buildAsync(new BackgroundReload());
  }

  /** What is asked for often is reloaded in the background, so that no request waits for it. */
  private final class BackgroundReload implements AsyncCacheLoader<Key, Entry> {

    private final Executor background = Executors.newVirtualThreadPerTaskExecutor();

    @Override
    public CompletableFuture<Entry> asyncLoad(Key key, Executor ignored) {
      return CompletableFuture.supplyAsync(() -> load(key), background);
    }

    @Override
    public CompletableFuture<Entry> asyncReload(Key key, Entry old, Executor ignored) {
      return reload(key, old, background);
    }
  }

  private Entry load(Key key) {
    return new Entry(key.endpoint().respond(key.request()), ticker.read(), new AtomicReference<>());
  }

  private static int bytes(Key key, Entry entry) {
    // The body, and the same compressed once somebody asks for that.
    int body = 2 * entry.response().content().bytes().length;
    return OBJECT_BYTES
        + 2 * (key.request().path().length() + key.request().query().length())
        + body;
  }

  /** The endpoint with its responses cached, or itself if the time to live is zero. */
  public Endpoint around(Endpoint endpoint) {
    return freshNanos == 0 ? endpoint : request -> respond(new Key(endpoint, request));
  }

  private Response respond(Key key) {
    // Quietly: an entry too old to be used is reloaded here, and not in the background as well.
    Entry kept = responses.synchronous().policy().getIfPresentQuietly(key);
    return kept == null || isUsable(kept) ? cachedOrLoaded(key).response() : reloaded(key, kept);
  }

  /** While the reload runs in the background an entry may be older than fresh, but not much. */
  private boolean isUsable(Entry entry) {
    return ticker.read() - entry.loadedAtNanos() < 2 * freshNanos;
  }

  /**
   * Loads in this thread, and outside of the cache: a cache that loads does so under a lock that
   * other keys share, so one slow query would hold up requests that have nothing to do with it.
   *
   * @see <a href="https://github.com/ben-manes/caffeine/wiki/Faq#write-contention">Caffeine: write
   *     contention</a>
   */
  @SuppressWarnings("ReferenceEquality") // whose future it is, not what it holds
  private Entry cachedOrLoaded(Key key) {
    CompletableFuture<Entry> own = new CompletableFuture<>();
    CompletableFuture<Entry> found = responses.get(key, (_, _) -> own);
    if (found == own) {
      try {
        own.complete(load(key));
      } catch (Throwable e) {
        own.completeExceptionally(e);
        throw e;
      }
    }
    return joined(found);
  }

  private static Entry joined(CompletableFuture<Entry> entry) {
    try {
      return entry.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private Response reloaded(Key key, Entry old) {
    try {
      return joined(reload(key, old, Runnable::run)).response();
    } catch (ProblemException e) {
      if (e.kind().isTemporary()) {
        return stale(old);
      }
      throw e;
    }
  }

  /** Begins a reload of an entry, or joins the one in progress. */
  private CompletableFuture<Entry> reload(Key key, Entry old, Executor executor) {
    CompletableFuture<Entry> own = new CompletableFuture<>();
    CompletableFuture<Entry> running = old.reload().compareAndExchange(null, own);
    if (running != null) {
      return running;
    }
    executor.execute(
        () -> {
          try {
            Entry loaded = load(key);
            responses.synchronous().put(key, loaded);
            own.complete(loaded);
          } catch (Throwable e) {
            old.reload().set(null);
            own.completeExceptionally(e);
          }
        });
    return own;
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
    return responses.synchronous();
  }
}
