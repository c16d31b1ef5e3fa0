package dev.logferry.cli.terminal;

/**
 * A command could not find out what it was asked: a server gives no answer, or refuses the request.
 * The command exits with 3.
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
