package dev.logferry.forwarder.testing;

import dev.logferry.forwarder.s3.ObjectPage;
import dev.logferry.forwarder.s3.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * S3 in memory: objects appear whole, listings are complete at once and in the order of the keys'
 * UTF-8 bytes, and deleting what is gone succeeds. Fails as scripted. Thread-safe.
 */
public final class InMemoryObjectStore implements ObjectStore {

  /** What can be asked of it. */
  public enum Operation {
    PUT,
    OPEN,
    LIST,
    DELETE
  }

  /** How a call can go wrong. */
  public enum Failure {
    /** It does not. */
    NONE,
    /** It is refused, and nothing is done. */
    REFUSED,
    /** It is done, but the answer is lost. */
    ANSWER_LOST,
    /** An object is opened, but its stream breaks half way. Elsewhere as {@link #REFUSED}. */
    STREAM_BREAKS
  }

  /** What was asked: the key, or the prefix of a listing. */
  public record Call(Operation operation, String bucket, String key) {}

  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Stored(byte[] content, Instant at) {}

  private static final Comparator<String> S3_ORDER =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  private final Map<String, NavigableMap<String, Stored>> buckets = new HashMap<>();
  private final Map<Operation, List<Failure>> scripts = new EnumMap<>(Operation.class);
  private final Map<Predicate<Call>, Failure> always = new HashMap<>();
  private final List<Call> calls = new ArrayList<>();
  private final List<Duration> timeouts = new ArrayList<>();
  private int pageSize = 1000;
  private Instant now = Instant.parse("2026-11-22T10:00:00Z");

  /** How many objects a page of a listing holds at most; 1000 if nothing is said, as S3 does. */
  public synchronized InMemoryObjectStore withPageSize(int objects) {
    pageSize = objects;
    return this;
  }

  /** Puts an object without a limit of time. */
  public void put(String bucket, String key, byte[] content) throws IOException {
    put(bucket, key, content, Duration.ofDays(1));
  }

  /** When the objects are stored that are put from now on. */
  public synchronized void setTime(Instant time) {
    now = time;
  }

  /** How the next calls of an operation go, one after the other; those after succeed. */
  public synchronized void next(Operation operation, Failure... failures) {
    scripts.computeIfAbsent(operation, _ -> new ArrayList<>()).addAll(List.of(failures));
  }

  /** How all such calls go from now on, until {@link #recover}. */
  public synchronized void always(Failure failure, Predicate<Call> calls) {
    always.put(calls, failure);
  }

  /** From now on nothing fails. */
  public synchronized void recover() {
    always.clear();
    scripts.clear();
  }

  /** How long each write was allowed to take. */
  public synchronized List<Duration> timeouts() {
    return List.copyOf(timeouts);
  }

  /** Every call so far, failed ones too. */
  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /** The keys that a bucket holds, in order. */
  public synchronized List<String> keys(String bucket) {
    return List.copyOf(bucket(bucket).keySet());
  }

  /** An object's bytes. */
  public synchronized Optional<byte[]> content(String bucket, String key) {
    return Optional.ofNullable(bucket(bucket).get(key)).map(stored -> stored.content().clone());
  }

  @Override
  public synchronized void put(String bucket, String key, byte[] content, Duration timeout)
      throws IOException {
    timeouts.add(timeout);
    Failure failure = begin(Operation.PUT, bucket, key);
    bucket(bucket).put(key, new Stored(content.clone(), now));
    end(failure, bucket, key);
  }

  @Override
  public synchronized InputStream open(String bucket, String key) throws IOException {
    Failure failure = begin(Operation.OPEN, bucket, key);
    Stored stored = bucket(bucket).get(key);
    if (stored == null) {
      throw new FileNotFoundException("no object %s in bucket %s".formatted(key, bucket));
    }
    end(failure, bucket, key);
    byte[] content = stored.content();
    return failure == Failure.STREAM_BREAKS
        ? new SequenceInputStream(
            new ByteArrayInputStream(content, 0, content.length / 2), new Broken())
        : new ByteArrayInputStream(content);
  }

  @Override
  public synchronized ObjectPage list(String bucket, String prefix, Optional<String> continuation)
      throws IOException {
    Failure failure = begin(Operation.LIST, bucket, prefix);
    List<ObjectPage.Entry> found =
        bucket(bucket)
            .tailMap(continuation.orElse(prefix), continuation.isEmpty())
            .entrySet()
            .stream()
            .filter(object -> object.getKey().startsWith(prefix))
            .limit(pageSize + 1L)
            .map(InMemoryObjectStore::entry)
            .toList();
    end(failure, bucket, prefix);
    boolean more = found.size() > pageSize;
    return more
        ? new ObjectPage(found.subList(0, pageSize), Optional.of(found.get(pageSize - 1).key()))
        : new ObjectPage(found, Optional.empty());
  }

  @Override
  public synchronized void delete(String bucket, String key) throws IOException {
    Failure failure = begin(Operation.DELETE, bucket, key);
    bucket(bucket).remove(key);
    end(failure, bucket, key);
  }

  private Failure begin(Operation operation, String bucket, String key) throws IOException {
    Call call = new Call(operation, bucket, key);
    calls.add(call);
    Failure failure = failureOf(call);
    boolean refused =
        failure == Failure.REFUSED
            || (failure == Failure.STREAM_BREAKS && operation != Operation.OPEN);
    if (refused) {
      throw new IOException("%s/%s: refused as scripted".formatted(bucket, key));
    }
    return failure;
  }

  private Failure failureOf(Call call) {
    List<Failure> script = scripts.getOrDefault(call.operation(), List.of());
    return script.isEmpty()
        ? always.entrySet().stream()
            .filter(entry -> entry.getKey().test(call))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(Failure.NONE)
        : script.removeFirst();
  }

  private static void end(Failure failure, String bucket, String key) throws IOException {
    if (failure == Failure.ANSWER_LOST) {
      throw new IOException("%s/%s: the answer is lost as scripted".formatted(bucket, key));
    }
  }

  private NavigableMap<String, Stored> bucket(String name) {
    return buckets.computeIfAbsent(name, _ -> new TreeMap<>(S3_ORDER));
  }

  private static ObjectPage.Entry entry(Map.Entry<String, Stored> object) {
    Stored stored = object.getValue();
    return new ObjectPage.Entry(object.getKey(), stored.content().length, stored.at());
  }

  private static final class Broken extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("the stream breaks as scripted");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return read();
    }
  }
}
