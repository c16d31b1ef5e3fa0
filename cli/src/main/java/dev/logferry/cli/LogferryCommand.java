package dev.logferry.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
    subcommands = {ShipCommand.class, InvokeCommand.class, SearchCommand.class},
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
    System.exit(new CommandLine(new LogferryCommand()).execute(arguments));
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
