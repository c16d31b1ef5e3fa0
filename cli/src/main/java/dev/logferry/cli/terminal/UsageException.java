package dev.logferry.cli.terminal;

/**
 * The arguments of a command are wrong. The message names the option or the value and says what it
 * has to be. The command prints it with its usage and exits with 2.
 */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
