package dev.logferry.api.database;

import java.io.Serial;

/** The database did not answer a question. */
public final class DatabaseException extends RuntimeException {

  /** Why it did not. */
  public enum Reason {
    /** It can't be reached, or it went away. */
    UNAVAILABLE,
    /** More questions are waiting than it is worth waiting with. */
    OVERLOADED,
    /** The question took longer than the statement timeout. */
    TIMED_OUT,
    /** It refused the question: a fault of ours. */
    FAILED
  }

  @Serial private static final long serialVersionUID = 1;

  private final Reason reason;

  public DatabaseException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Without a cause: nothing was asked. */
  public DatabaseException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
