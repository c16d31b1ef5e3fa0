package dev.logferry.forwarder.s3;

import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The calls through the SDK. Only this and {@link S3Clients} make the SDK's classes load. */
final class S3Calls implements ObjectStore {

  private final S3Client client;

  S3Calls(S3Connection connection) {
    this.client = S3Clients.client(connection);
  }

  @Override
  public void put(String bucket, String key, byte[] content, Duration timeout) throws IOException {
    try {
      client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content));
    } catch (SdkException e) {
      throw failure(e);
    }
  }

  @Override
  public InputStream open(String bucket, String key) throws IOException {
    try {
      return new ObjectStream(client.getObject(request -> request.bucket(bucket).key(key)));
    } catch (NoSuchKeyException _) {
      throw new FileNotFoundException("there is no such object");
    } catch (SdkException e) {
      throw failure(e);
    }
  }

  @Override
  public ObjectPage list(String bucket, String prefix, Optional<String> continuation)
      throws IOException {
    try {
      ListObjectsV2Response page =
          client.listObjectsV2(
              request -> {
                request.bucket(bucket).prefix(prefix);
                continuation.ifPresent(request::continuationToken);
              });
      List<ObjectPage.Entry> entries =
          page.contents().stream()
              .map(
                  object ->
                      new ObjectPage.Entry(object.key(), object.size(), object.lastModified()))
              .toList();
      return new ObjectPage(entries, Optional.ofNullable(page.nextContinuationToken()));
    } catch (SdkException e) {
      throw failure(e);
    }
  }

  @Override
  public void delete(String bucket, String key) throws IOException {
    try {
      client.deleteObject(request -> request.bucket(bucket).key(key));
    } catch (SdkException e) {
      throw failure(e);
    }
  }

  private static IOException failure(SdkException failure) {
    String what =
        failure instanceof AwsServiceException answer && answer.awsErrorDetails() != null
            ? "%d %s: %s"
                .formatted(
                    answer.statusCode(),
                    answer.awsErrorDetails().errorCode(),
                    answer.awsErrorDetails().errorMessage())
            : failure.getMessage();
    return new IOException(what, failure);
  }

  /** The SDK checks the sum at the end, and tells a wrong one by an exception of its own. */
  private static final class ObjectStream extends FilterInputStream {

    ObjectStream(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (SdkException e) {
        throw failure(e);
      }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return super.read(buffer, offset, length);
      } catch (SdkException e) {
        throw failure(e);
      }
    }
  }
}
