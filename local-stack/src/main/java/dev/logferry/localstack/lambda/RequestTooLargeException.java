package dev.logferry.localstack.lambda;

/** The event is larger than Lambda accepts (HTTP 413); the message is worded as Lambda's. */
public final class RequestTooLargeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  RequestTooLargeException(String message) {
    super(message);
  }
}
