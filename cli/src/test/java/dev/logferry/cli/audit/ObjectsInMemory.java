package dev.logferry.cli.audit;

import dev.logferry.forwarder.s3.ObjectPage;
import dev.logferry.forwarder.s3.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** S3 with pages of two objects, whose times a test chooses. Not thread-safe. */
final class ObjectsInMemory implements ObjectStore {
  private static final int PAGE = 2;

  private final TreeMap<String, Stored> objects = new TreeMap<>();
  private final List<String> opened = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private boolean denied;

  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Stored(byte[] content, Instant modified) {}

  /** From now on objects are written at this time. */
  ObjectsInMemory at(Instant time) {
    now = time;
    return this;
  }

  /** From now on every request is refused. */
  void deny() {
    denied = true;
  }

  /** The keys of the objects that were opened. */
  List<String> opened() {
    return opened;
  }

  void put(String bucket, String key, byte[] content) {
    put(bucket, key, content, Duration.ZERO);
  }

  @Override
  public void put(String bucket, String key, byte[] content, Duration timeout) {
    objects.put(bucket + "/" + key, new Stored(content, now));
  }

  @Override
  public InputStream open(String bucket, String key) throws IOException {
    Stored stored = objects.get(bucket + "/" + key);
    if (stored == null) {
      throw new FileNotFoundException(key);
    }
    opened.add(key);
    return new ByteArrayInputStream(stored.content());
  }

  @Override
  public ObjectPage list(String bucket, String prefix, Optional<String> continuation)
      throws IOException {
    if (denied) {
      throw new IOException("listing s3://%s/%s: AccessDenied (403)".formatted(bucket, prefix));
    }
    List<ObjectPage.Entry> entries = new ArrayList<>();
    String begin = bucket + "/" + prefix;
    for (Map.Entry<String, Stored> entry :
        objects.tailMap(continuation.orElse(begin), continuation.isEmpty()).entrySet()) {
      if (!entry.getKey().startsWith(begin)) {
        break;
      }
      if (entries.size() == PAGE) {
        return new ObjectPage(entries, Optional.of(bucket + "/" + entries.getLast().key()));
      }
      entries.add(
          new ObjectPage.Entry(
              entry.getKey().substring(bucket.length() + 1),
              entry.getValue().content().length,
              entry.getValue().modified()));
    }
    return new ObjectPage(entries, Optional.empty());
  }

  @Override
  public void delete(String bucket, String key) {
    objects.remove(bucket + "/" + key);
  }
}
