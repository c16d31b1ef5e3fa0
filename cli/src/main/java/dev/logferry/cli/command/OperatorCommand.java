package dev.logferry.cli.command;

import dev.logferry.cli.terminal.CommandException;
import dev.logferry.cli.terminal.TerminalText;
import dev.logferry.cli.terminal.UndeterminedException;
import dev.logferry.cli.terminal.UsageException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * A subcommand: prints its failure as a sentence, and exits with 1, or with 3 where it could not
 * find out.
 */
@Command(mixinStandardHelpOptions = true)
public abstract class OperatorCommand implements Callable<Integer> {
  /** Exit code of a command that could not determine its result. */
  private static final int UNDETERMINED = 3;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before call
  private CommandSpec spec;

  /**
   * Does what the command is for.
   *
   * @return whether all went well
   * @throws CommandException when it cannot go on
   * @throws UsageException when the arguments are wrong
   */
  protected abstract boolean run();

  @Override
  public final Integer call() {
    int exitCode = runAndExplain();
    finished(exitCode);
    return exitCode;
  }

  private int runAndExplain() {
    try {
      return run() ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (UndeterminedException unknown) {
      printError(CommandException.reasonOf(unknown));
      return UNDETERMINED;
    } catch (CommandException failure) {
      printError(CommandException.reasonOf(failure));
      return ExitCode.SOFTWARE;
    } catch (UsageException wrong) {
      throw usageError(CommandException.reasonOf(wrong));
    } finally {
      out().flush();
      err().flush();
    }
  }

  /** Called when everything is printed. */
  protected void finished(int exitCode) {}

  protected final CommandContext context() {
    return root().context();
  }

  private RootCommand root() {
    return (RootCommand) spec.root().userObject();
  }

  /**
   * Runs another command of the program, with this one's context and output.
   *
   * @return its exit code
   */
  protected final int execute(String... arguments) {
    return root().newCommandLine().setOut(out()).setErr(err()).execute(arguments);
  }

  protected final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  protected final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** A sentence for the person at the terminal; what it quotes may come from anywhere. */
  protected final void printError(String sentence) {
    err().println("logferry: " + TerminalText.visibleLines(sentence));
    err().flush();
  }

  /** The arguments are wrong: exit code 2, with the usage. */
  protected final ParameterException usageError(String reason) {
    return new ParameterException(spec.commandLine(), reason);
  }
}
