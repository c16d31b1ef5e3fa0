package dev.logferry.cli;

import dev.logferry.cli.terminal.CommandFailure;
import dev.logferry.cli.terminal.NotUnderstood;
import dev.logferry.cli.terminal.TerminalText;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A subcommand: prints its failure as a sentence, and exits with 1. */
@Command(mixinStandardHelpOptions = true)
abstract class OperatorCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // set by picocli before call
  private LogferryCommand logferry;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before call
  private CommandSpec spec;

  /**
   * Does what the command is for.
   *
   * @return whether all went well
   * @throws CommandFailure when it cannot go on
   * @throws NotUnderstood when the arguments are wrong
   */
  abstract boolean run();

  @Override
  public final Integer call() {
    try {
      return run() ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (CommandFailure failure) {
      complain(CommandFailure.reasonOf(failure));
      return ExitCode.SOFTWARE;
    } catch (NotUnderstood wrong) {
      throw notUnderstood(CommandFailure.reasonOf(wrong));
    } finally {
      out().flush();
      err().flush();
    }
  }

  final Surroundings surroundings() {
    return logferry.surroundings();
  }

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** A sentence for the person at the terminal; what it quotes may come from anywhere. */
  final void complain(String sentence) {
    err().println("logferry: " + TerminalText.visibleLines(sentence));
    err().flush();
  }

  /** The arguments are wrong: exit code 2, with the usage. */
  final ParameterException notUnderstood(String reason) {
    return new ParameterException(spec.commandLine(), reason);
  }
}
