package dev.logferry.localstack.elasticsearch;

/**
 * The local server could not be prepared, started or stopped; the message says why and what to do.
 */
public final class LocalElasticsearchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LocalElasticsearchException(String message) {
    super(message);
  }

  LocalElasticsearchException(String message, Throwable cause) {
    super(message, cause);
  }
}
