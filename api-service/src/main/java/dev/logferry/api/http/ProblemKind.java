package dev.logferry.api.http;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What can be wrong with a request. The {@code type} of each never changes. */
public enum ProblemKind {
  INVALID_PARAMETERS(400, "Invalid parameters"),
  MALFORMED_REQUEST(400, "Malformed request"),
  NOT_FOUND(404, "Not found"),
  METHOD_NOT_ALLOWED(405, "Method not allowed"),
  CONTENT_TOO_LARGE(413, "Content too large"),
  URI_TOO_LONG(414, "URI too long"),
  HTTP_VERSION_NOT_SUPPORTED(505, "HTTP version not supported"),
  INTERNAL(500, "Internal error"),
  OVERLOADED(503, "Overloaded", Duration.ofSeconds(1)),
  DATABASE_UNAVAILABLE(503, "Database unavailable", Duration.ofSeconds(5)),
  TIMED_OUT(503, "Timed out", Duration.ofSeconds(2));

  private static final String PAGE = "/problems#";

  private final int status;
  private final String title;
  private final Optional<Duration> retryAfter;

  ProblemKind(int status, String title) {
    this.status = status;
    this.title = title;
    this.retryAfter = Optional.empty();
  }

  ProblemKind(int status, String title, Duration retryAfter) {
    this.status = status;
    this.title = title;
    this.retryAfter = Optional.of(retryAfter);
  }

  /** A relative reference to the section of the page that explains it. */
  public String type() {
    return PAGE + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The status code. */
  public int status() {
    return status;
  }

  /** A few words for people. */
  public String title() {
    return title;
  }

  /** When to try again; empty if that changes nothing. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /** Whether it passes by itself, so that an older response is better than none. */
  public boolean isTemporary() {
    return retryAfter.isPresent();
  }
}
