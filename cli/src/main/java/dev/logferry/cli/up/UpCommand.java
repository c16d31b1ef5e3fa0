package dev.logferry.cli.up;

import dev.logferry.cli.api.SampleDatabase;
import dev.logferry.cli.command.OperatorCommand;
import dev.logferry.cli.stack.StackEnvFile;
import dev.logferry.cli.stack.StackFile;
import dev.logferry.cli.stack.StackOptions;
import dev.logferry.cli.terminal.CommandException;
import dev.logferry.cli.terminal.StatusLine;
import dev.logferry.cli.terminal.TerminalText;
import dev.logferry.cli.up.SystemOptions.ChosenFault;
import dev.logferry.localstack.Resources;
import dev.logferry.localstack.api.ApiProgram;
import dev.logferry.localstack.server.LocalServerException;
import dev.logferry.localstack.system.Fault;
import dev.logferry.localstack.system.LocalSystem;
import dev.logferry.localstack.system.SystemLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code logferry up}: the whole system, until Ctrl-C. */
@Command(
    name = "up",
    description = {
      "Runs the whole system on this machine until Ctrl-C. Needs no Docker and no AWS"
          + " account.",
      "Starts the API with a database and traffic that causes real errors, CloudWatch"
          + " Logs, the forwarder in the Lambda runtime, S3, the scheduled redrive,"
          + " Elasticsearch, and a web page that shows the errors. Stopping it deletes what it"
          + " stored. In scripts, stop it with SIGTERM.",
      ""
    })
public final class UpCommand extends OperatorCommand {

  private static final Duration ON_A_TERMINAL = Duration.ofSeconds(1);
  private static final Duration IN_A_FILE = Duration.ofSeconds(10);

  @Mixin private SystemOptions options = new SystemOptions();

  @Override
  protected boolean run() {
    options.check();
    Path root = context().root();
    StackFile file = new StackFile(root);
    StackOptions.requireNoRunningStack(file);
    boolean terminal = context().terminal().errorIsTerminal();
    StatusLine status = new StatusLine(err(), terminal);
    SystemLog log = new SystemLog(line -> status.print(TerminalText.visibleLines(line)));
    Resources resources = new Resources();
    Thread atExit = new Thread(() -> stop(resources, status), "stop-system");
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      LocalSystem system = start(root, resources, log);
      resources.add(file::delete);
      file.write(StackOptions.describe(system.stack()));
      StackEnvFile envFile = new StackEnvFile(root);
      resources.add(envFile::delete);
      envFile.write(system.stack());
      resources.add(() -> status.print("Latency: " + system.status().latencies()));
      status.print(endpoints(system));
      KeyListener.start(context().input(), system.faults(), log);
      for (ChosenFault each : options.faults()) {
        var _ = system.faults().inject(each.fault(), each.duration());
      }
      showStatus(system, status, terminal ? ON_A_TERMINAL : IN_A_FILE);
      return true;
    } catch (LocalServerException
        | UncheckedIOException
        | IllegalArgumentException
        | IllegalStateException e) {
      throw new CommandException("the system cannot start: " + CommandException.reasonOf(e), e);
    } catch (IOException e) {
      throw new CommandException("cannot write %s: %s".formatted(file.path(), e), e);
    } finally {
      resources.close();
      removeHook(atExit);
    }
  }

  private static void removeHook(Thread atExit) {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException _) {
      // It is running: the process is ending.
    }
  }

  private LocalSystem start(Path root, Resources resources, SystemLog log) {
    LocalSystem.Settings settings = options.settings(root);
    settings.check();
    log.say("Starting PostgreSQL. The first time, it is filled with sample data");
    SampleDatabase database =
        resources.add(
            SampleDatabase.start(
                root.resolve(".logferry").resolve("api-small"),
                SampleDatabase.Scale.small,
                ApiProgram.of(root, line -> logIfError(line, log))));
    log.say("PostgreSQL is running. Starting Elasticsearch: about 15 s");
    return resources.add(LocalSystem.start(settings, database.forSystem(), log));
  }

  private static void logIfError(String line, SystemLog log) {
    if (line.contains("\"ERROR\"")) {
      log.say(line);
    }
  }

  private static String endpoints(LocalSystem system) {
    return """

        Errors          %s   (open this in a browser)
        API             %s/docs
        Elasticsearch   %s   (CA and password: .logferry/laptop.env)
        Lambda Invoke   %s
        Commands        in another terminal, such as ./logferry search 'log.level:ERROR'

        Faults          %s
                        Type a letter and Enter. Ctrl-C stops everything.
        """
        .formatted(
            system.pageUrl(),
            system.apiUrl(),
            system.stack().elasticsearch().url(),
            system.stack().endpoint().url(),
            Arrays.stream(Fault.values())
                .map(fault -> fault.key() + " " + fault.optionName())
                .collect(Collectors.joining(", ")));
  }

  private static void showStatus(LocalSystem system, StatusLine status, Duration pause) {
    try {
      while (true) {
        status.show(system.status().line());
        Thread.sleep(pause);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void stop(Resources resources, StatusLine status) {
    status.clear();
    status.print("Stopping");
    resources.close();
  }
}
