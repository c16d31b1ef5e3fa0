package dev.logferry.localstack.postgres;

/** The local PostgreSQL cannot be started or used; the message says what to do. */
public final class LocalPostgresException extends RuntimeException {

  private static final long serialVersionUID = 1;

  LocalPostgresException(String message) {
    super(message);
  }

  LocalPostgresException(String message, Throwable cause) {
    super(message, cause);
  }
}
