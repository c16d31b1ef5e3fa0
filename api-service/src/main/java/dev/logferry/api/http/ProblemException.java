package dev.logferry.api.http;

import dev.logferry.api.model.ParameterError;
import java.io.Serial;
import java.util.List;

/** The response to a request is a problem. */
public final class ProblemException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  private final ProblemKind kind;
  private final String detail;
  private final transient List<ParameterError> errors;

  public ProblemException(ProblemKind kind, String detail) {
    super(detail, null, true, false);
    this.kind = kind;
    this.detail = detail;
    this.errors = List.of();
  }

  /**
   * A problem whose cause goes to the log.
   *
   * @param cause what failed in the service
   */
  public ProblemException(ProblemKind kind, String detail, Throwable cause) {
    super(detail, cause, true, false);
    this.kind = kind;
    this.detail = detail;
    this.errors = List.of();
  }

  /** The parameters of a request are wrong. */
  public ProblemException(List<ParameterError> errors) {
    super("invalid parameters", null, true, false);
    this.kind = ProblemKind.INVALID_PARAMETERS;
    this.detail = "Each error names a parameter and what to give instead.";
    this.errors = List.copyOf(errors);
  }

  public ProblemKind kind() {
    return kind;
  }

  /** For the client. */
  public String detail() {
    return detail;
  }

  /** One for each wrong parameter. */
  public List<ParameterError> errors() {
    return errors;
  }
}
