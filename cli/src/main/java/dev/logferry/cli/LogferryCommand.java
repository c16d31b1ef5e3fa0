package dev.logferry.cli;

import dev.logferry.cli.terminal.CommandFailure;
import dev.logferry.cli.terminal.TerminalText;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command {@code logferry}. Exit codes: 0 done, 1 failed, 2 not understood.
 *
 * <p>Runs inside another program as well: {@code new CommandLine(new
 * LogferryCommand(surroundings)).execute("search", "timeout")}, with {@code setOut} and {@code
 * setErr} for the output.
 */
@Command(
    name = "logferry",
    description = "Ships logs to Elasticsearch through the forwarder, and looks at what arrived.",
    subcommands = {
      UpCommand.class,
      DemoCommand.class,
      InvokeCommand.class,
      ShipCommand.class,
      SearchCommand.class,
      PreviewCommand.class,
      SetupCommand.class,
      ApiCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = LogferryCommand.Version.class,
    footer = {"", "Exit codes: 0 done, 1 failed, 2 not understood."})
public final class LogferryCommand implements Runnable {
  private final Surroundings surroundings;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before run
  private CommandSpec spec;

  /** With the surroundings of this process. */
  public LogferryCommand() {
    this(Surroundings.ofProcess());
  }

  public LogferryCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Runs the command of the arguments and exits the process. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new LogferryCommand())
            .setParameterExceptionHandler(LogferryCommand::explain)
            .execute(arguments));
  }

  /** What is wrong and how the command is used, without the whole help. */
  private static int explain(ParameterException notUnderstood, String[] arguments) {
    CommandLine command = notUnderstood.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("logferry: " + TerminalText.visibleLines(CommandFailure.reasonOf(notUnderstood)));
    UnmatchedArgumentException.printSuggestions(notUnderstood, err);
    err.print(command.getHelp().fullSynopsis());
    err.println("More: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  /** What the subcommands find around them. */
  public Surroundings surroundings() {
    return surroundings;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say which command to run.");
  }

  /** Of the jar that this class came from. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = LogferryCommand.class.getPackage().getImplementationVersion();
      return new String[] {"logferry " + (version == null ? "(not packaged)" : version)};
    }
  }
}
