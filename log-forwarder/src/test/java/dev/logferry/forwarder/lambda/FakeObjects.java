package dev.logferry.forwarder.lambda;

import dev.logferry.forwarder.s3.ObjectPage;
import dev.logferry.forwarder.s3.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Objects in memory, to be read. */
final class FakeObjects implements ObjectStore {

  private final Map<String, byte[]> objects = new HashMap<>();
  private int open;

  /** How many streams were opened and not closed. */
  int open() {
    return open;
  }

  void put(String bucket, String key, byte[] content) {
    objects.put(bucket + "/" + key, content);
  }

  @Override
  public void put(String bucket, String key, byte[] content, Duration timeout) {
    put(bucket, key, content);
  }

  @Override
  public InputStream open(String bucket, String key) throws IOException {
    if (bucket.equals("forbidden")) {
      throw new IOException("s3://" + bucket + "/" + key + " cannot be read: 403");
    }
    byte[] content = objects.get(bucket + "/" + key);
    if (content == null) {
      throw new FileNotFoundException("no such object");
    }
    open++;
    return new ByteArrayInputStream(content) {
      private boolean closed;

      @Override
      public void close() {
        open -= closed ? 0 : 1;
        closed = true;
      }
    };
  }

  @Override
  public ObjectPage list(String bucket, String prefix, Optional<String> continuation) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void delete(String bucket, String key) {
    throw new UnsupportedOperationException();
  }
}
