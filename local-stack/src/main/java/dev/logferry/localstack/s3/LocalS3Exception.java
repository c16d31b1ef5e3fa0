package dev.logferry.localstack.s3;

/** The local S3 cannot be started or used; the message says what to do. */
public final class LocalS3Exception extends RuntimeException {

  private static final long serialVersionUID = 1;

  LocalS3Exception(String message) {
    super(message);
  }

  LocalS3Exception(String message, Throwable cause) {
    super(message, cause);
  }
}
