package dev.logferry.forwarder.lambda;

import dev.logferry.forwarder.s3.ObjectPage;
import dev.logferry.forwarder.s3.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Stands where no client of S3 is built in yet: every object stays with its sender. */
record NoObjectStore() implements ObjectStore {

  @Override
  public void put(String bucket, String key, byte[] content) throws IOException {
    throw unreachable(bucket, key);
  }

  @Override
  public InputStream open(String bucket, String key) throws IOException {
    throw unreachable(bucket, key);
  }

  @Override
  public ObjectPage list(String bucket, String prefix, Optional<String> continuation)
      throws IOException {
    throw unreachable(bucket, prefix);
  }

  @Override
  public void delete(String bucket, String key) throws IOException {
    throw unreachable(bucket, key);
  }

  private static IOException unreachable(String bucket, String key) {
    return new IOException(
        "s3://%s/%s cannot be reached: this build has no client of S3".formatted(bucket, key));
  }
}
