package dev.logferry.localstack.lambda;

/** The event is not JSON (HTTP 400); the message is worded as Lambda's. */
public final class InvalidRequestContentException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  InvalidRequestContentException(String message) {
    super(message);
  }
}
