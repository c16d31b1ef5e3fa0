package dev.logferry.localstack.cloudwatch;

/**
 * An error as CloudWatch Logs reports it; see <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/CommonErrors.html">common
 * errors</a>.
 */
public final class ServiceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;

  private ServiceException(int status, String type, String message) {
    super(message);
    this.status = status;
    this.type = type;
  }

  static ServiceException invalidParameter(String message) {
    return new ServiceException(400, "InvalidParameterException", message);
  }

  static ServiceException notFound(String message) {
    return new ServiceException(400, "ResourceNotFoundException", message);
  }

  static ServiceException alreadyExists(String message) {
    return new ServiceException(400, "ResourceAlreadyExistsException", message);
  }

  static ServiceException limitExceeded(String message) {
    return new ServiceException(400, "LimitExceededException", message);
  }

  static ServiceException unknownAction(String message) {
    return new ServiceException(400, "UnknownOperationException", message);
  }

  /** More requests per second than the account's quota. */
  public static ServiceException throttled() {
    return new ServiceException(400, "ThrottlingException", "Rate exceeded");
  }

  /** A server that is busy. */
  public static ServiceException unavailable() {
    return new ServiceException(503, "ServiceUnavailableException", "Service unavailable");
  }

  /** A caller who lacks a permission. */
  public static ServiceException accessDenied() {
    return new ServiceException(400, "AccessDeniedException", "User is not authorized");
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }
}
