package dev.logferry.forwarder.s3;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * S3 through the AWS SDK. Loads none of the SDK's classes and builds no client until the first
 * call, as most invocations never make one.
 */
public final class S3ObjectStore implements ObjectStore {

  /** Calls without a time of their own have the usual limit only. */
  private static final Duration NO_OTHER_LIMIT = Duration.ofDays(1);

  private final Supplier<S3Connection> connection;
  private @Nullable Connected connected;

  private record Connected(ObjectStore calls, TimeLimit limit) {}

  /**
   * A store that connects at the first call.
   *
   * @param connection asked then, and again if it fails; an IllegalArgumentException of its fails
   *     the call
   */
  public S3ObjectStore(Supplier<S3Connection> connection) {
    this.connection = connection;
  }

  @Override
  public void put(String bucket, String key, byte[] content, Duration timeout) throws IOException {
    call(
        "stored",
        bucket,
        key,
        timeout,
        calls -> {
          calls.put(bucket, key, content, timeout);
          return "";
        });
  }

  /** Each read of the stream is bounded as well, but not all of them together. */
  @Override
  public InputStream open(String bucket, String key) throws IOException {
    return call("read", bucket, key, NO_OTHER_LIMIT, calls -> calls.open(bucket, key));
  }

  @Override
  public ObjectPage list(String bucket, String prefix, Optional<String> continuation)
      throws IOException {
    return call(
        "listed",
        bucket,
        prefix,
        NO_OTHER_LIMIT,
        calls -> calls.list(bucket, prefix, continuation));
  }

  @Override
  public void delete(String bucket, String key) throws IOException {
    call(
        "deleted",
        bucket,
        key,
        NO_OTHER_LIMIT,
        calls -> {
          calls.delete(bucket, key);
          return "";
        });
  }

  private interface Call<T> {
    T on(ObjectStore calls) throws IOException;
  }

  private <T> T call(String done, String bucket, String key, Duration timeout, Call<T> call)
      throws IOException {
    try {
      Connected store = connected();
      Callable<T> task = () -> call.on(store.calls());
      return store.limit().within(timeout, task);
    } catch (FileNotFoundException _) {
      throw new FileNotFoundException("bucket %s has no object %s".formatted(bucket, key));
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          "%s in bucket %s cannot be %s: %s".formatted(key, bucket, done, e.getMessage()), e);
    }
  }

  private synchronized Connected connected() {
    Connected made = connected;
    if (made == null) {
      S3Connection to = connection.get();
      made = new Connected(new S3Calls(to), new TimeLimit(to.callLimit()));
      connected = made;
    }
    return made;
  }
}
