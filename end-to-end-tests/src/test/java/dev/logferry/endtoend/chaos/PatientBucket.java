package dev.logferry.endtoend.chaos;

import dev.logferry.localstack.lambda.onfailure.OnFailureBucket;
import dev.logferry.localstack.lambda.onfailure.OnFailureDestination;
import dev.logferry.localstack.lambda.onfailure.OnFailureRecord;
import dev.logferry.localstack.s3.LocalS3;
import java.io.IOException;
import java.time.Duration;

/**
 * Lambda's on-failure bucket, reached over Lambda's own network: when S3 is away for the functions
 * here, Lambda is taken to be still able to write, and so waits. What AWS does when its own S3 is
 * away is not documented.
 */
record PatientBucket(OnFailureBucket bucket) implements OnFailureDestination {

  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  PatientBucket(LocalS3 s3, String bucket) {
    this(new OnFailureBucket(s3, bucket));
  }

  @Override
  public void accept(OnFailureRecord record) throws IOException {
    long startNanos = System.nanoTime();
    while (!accepted(record, System.nanoTime() - startNanos > LIMIT.toNanos())) {
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while S3 was away", e);
      }
    }
  }

  private boolean accepted(OnFailureRecord record, boolean lastTime) throws IOException {
    try {
      bucket.accept(record);
      return true;
    } catch (IOException e) {
      if (lastTime) {
        throw e;
      }
      return false;
    }
  }
}
