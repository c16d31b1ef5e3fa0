package dev.logferry.cli;

import dev.logferry.cli.api.ApiCommand;
import dev.logferry.cli.audit.AuditCommand;
import dev.logferry.cli.backfill.BackfillCommand;
import dev.logferry.cli.canary.CanaryCommand;
import dev.logferry.cli.command.CommandContext;
import dev.logferry.cli.command.RootCommand;
import dev.logferry.cli.cost.CostCommand;
import dev.logferry.cli.demo.DemoCommand;
import dev.logferry.cli.doctor.DoctorCommand;
import dev.logferry.cli.lambda.InvokeCommand;
import dev.logferry.cli.letters.LettersCommand;
import dev.logferry.cli.preview.PreviewCommand;
import dev.logferry.cli.redrive.RedriveCommand;
import dev.logferry.cli.search.SearchCommand;
import dev.logferry.cli.search.ShowCommand;
import dev.logferry.cli.search.TailCommand;
import dev.logferry.cli.setup.SetupCommand;
import dev.logferry.cli.ship.ShipCommand;
import dev.logferry.cli.terminal.CommandException;
import dev.logferry.cli.terminal.TerminalText;
import dev.logferry.cli.up.UpCommand;
import java.io.PrintWriter;
import java.util.OptionalInt;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command {@code logferry}. Exit codes: 0 fine, 1 something is wrong, 2 wrong usage, 3 could
 * not tell.
 *
 * <p>Runs inside another program as well: {@code new CommandLine(new
 * LogferryCommand(context)).execute("search", "timeout")}, with {@code setOut} and {@code setErr}
 * for the output.
 */
@Command(
    name = "logferry",
    description =
        "Ships logs from CloudWatch to Elasticsearch, searches them, and proves that none"
            + " is missing.",
    subcommands = {
      UpCommand.class,
      DemoCommand.class,
      InvokeCommand.class,
      ShipCommand.class,
      SearchCommand.class,
      ShowCommand.class,
      TailCommand.class,
      PreviewCommand.class,
      SetupCommand.class,
      DoctorCommand.class,
      CostCommand.class,
      LettersCommand.class,
      RedriveCommand.class,
      ApiCommand.class,
      AuditCommand.class,
      BackfillCommand.class,
      CanaryCommand.class,
      HelpCommand.class,
      GenerateCompletion.class
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = LogferryCommand.Version.class,
    footer = {
      "",
      "Exit codes: 0 success, 1 a problem was found, 2 wrong usage, 3 unknown: no answer"
          + " from AWS or the cluster."
    })
public final class LogferryCommand implements RootCommand, Runnable {
  private static final int DEFAULT_HELP_WIDTH = 80;

  /** Of picocli. */
  private static final int MIN_HELP_WIDTH = 55;

  private static final int MAX_HELP_WIDTH = 120;

  private final CommandContext context;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before run
  private CommandSpec spec;

  /** With the context of this process. */
  public LogferryCommand() {
    this(CommandContext.ofProcess());
  }

  public LogferryCommand(CommandContext context) {
    this.context = context;
  }

  /** Runs the command of the arguments and exits the process. */
  public static void main(String[] arguments) {
    LogferryCommand command = new LogferryCommand();
    System.exit(
        new CommandLine(command)
            .setUsageHelpWidth(helpWidth(command.context().terminal().columns()))
            .setParameterExceptionHandler(LogferryCommand::explain)
            .execute(arguments));
  }

  /** As wide as the terminal, but no wider than is easy to read. */
  private static int helpWidth(OptionalInt columns) {
    return Math.clamp(columns.orElse(DEFAULT_HELP_WIDTH), MIN_HELP_WIDTH, MAX_HELP_WIDTH);
  }

  /** What is wrong and how the command is used, without the whole help. */
  private static int explain(ParameterException usageError, String[] arguments) {
    CommandLine command = usageError.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("logferry: " + TerminalText.visibleLines(CommandException.reasonOf(usageError)));
    UnmatchedArgumentException.printSuggestions(usageError, err);
    err.print(command.getHelp().fullSynopsis());
    err.println("More: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  @Override
  public CommandContext context() {
    return context;
  }

  @Override
  public CommandLine newCommandLine() {
    return new CommandLine(new LogferryCommand(context));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name one of the commands below.");
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
