package dev.logferry.localstack.lambda.onfailure;

import dev.logferry.localstack.s3.LocalS3;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * An on-failure destination in S3, with the object keys that Lambda uses.
 *
 * @param s3 where the bucket is
 * @param bucket an existing one
 */
public record OnFailureBucket(LocalS3 s3, String bucket) implements OnFailureDestination {

  @Override
  public void accept(OnFailureRecord record) throws IOException {
    try {
      s3.put(bucket, OnFailureKey.of(record), record.toJson().bytes());
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
