package dev.logferry.api.http;

import java.io.Serial;
import java.util.List;

/** A request is answered by a problem. */
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

  /** Because of something that failed here, for the log. */
  public ProblemException(ProblemKind kind, String detail, Throwable cause) {
    super(detail, cause);
    this.kind = kind;
    this.detail = detail;
    this.errors = List.of();
  }

  ProblemException(List<ParameterError> errors) {
    super("invalid parameters", null, true, false);
    this.kind = ProblemKind.INVALID_PARAMETERS;
    this.detail = "Each of the errors names a parameter and what to give instead.";
    this.errors = List.copyOf(errors);
  }

  public ProblemKind kind() {
    return kind;
  }

  /** For whoever asked. */
  public String detail() {
    return detail;
  }

  /** One for each wrong parameter. */
  public List<ParameterError> errors() {
    return errors;
  }
}
