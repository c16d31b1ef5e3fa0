package dev.logferry.localstack.server;

/**
 * A local server cannot do what it should; the message says why, and the remedy if there is one.
 */
public final class LocalServerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LocalServerException(String message) {
    super(message);
  }

  public LocalServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
