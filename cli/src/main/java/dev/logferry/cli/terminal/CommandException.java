package dev.logferry.cli.terminal;

/**
 * A command cannot go on. The message is for the person at the terminal: it names the value at
 * fault and the remedy. The command prints it without a stack trace and exits with 1.
 */
public sealed class CommandException extends RuntimeException permits UndeterminedException {
  private static final long serialVersionUID = 1L;

  public CommandException(String message) {
    super(message);
  }

  public CommandException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What an exception says, or its type where it says nothing. */
  public static String reasonOf(Throwable cause) {
    String message = cause.getMessage();
    return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
  }
}
