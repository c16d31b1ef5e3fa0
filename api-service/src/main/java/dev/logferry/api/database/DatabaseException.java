package dev.logferry.api.database;

import java.io.Serial;

/** A query failed. */
public final class DatabaseException extends RuntimeException {

  /** Why. */
  public enum Reason {
    /** It cannot be reached, or the connection was lost. */
    UNAVAILABLE,
    /** Too many queries are waiting already. */
    OVERLOADED,
    /** The query took longer than the statement timeout. */
    TIMED_OUT,
    /** It rejected the query: an internal error. */
    FAILED
  }

  @Serial private static final long serialVersionUID = 1;

  private final Reason reason;

  public DatabaseException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Without a cause and without a stack trace, which would cost more than the rest of a 503. */
  public DatabaseException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
