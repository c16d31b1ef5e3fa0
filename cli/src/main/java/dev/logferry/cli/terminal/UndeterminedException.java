package dev.logferry.cli.terminal;

/**
 * A command could not determine its result: a server does not respond, or rejects the request. The
 * command exits with 3.
 */
public final class UndeterminedException extends CommandException {
  private static final long serialVersionUID = 1L;

  public UndeterminedException(String message) {
    super(message);
  }

  public UndeterminedException(String message, Throwable cause) {
    super(message, cause);
  }
}
