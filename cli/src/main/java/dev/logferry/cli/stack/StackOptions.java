package dev.logferry.cli.stack;

import dev.logferry.cli.command.SettingOptions;
import dev.logferry.cli.terminal.CommandException;
import dev.logferry.cli.terminal.UsageException;
import dev.logferry.localstack.ForwarderFunction;
import dev.logferry.localstack.LocalStack;
import dev.logferry.localstack.server.LocalServerException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a local stack is started. */
public final class StackOptions {

  public static final int MAX_PORT = 65_535;

  @Mixin private SettingOptions settings = new SettingOptions();

  @Option(
      names = "--memory",
      paramLabel = "MEGABYTES",
      defaultValue = "512",
      description = "Memory of the function, 128 to 10240; by default ${DEFAULT-VALUE}.")
  private int memoryMegabytes;

  @Option(
      names = "--elasticsearch-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port of Elasticsearch; by default any free port.")
  private int elasticsearchPort;

  @Option(
      names = "--invoke-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port of the Lambda Invoke API; by default any free port.")
  private int invokePort;

  /**
   * Validates the options before anything is started.
   *
   * @throws UsageException when an option is out of its range
   * @throws CommandException when the forwarder would not take its settings
   */
  public void check() {
    requireRange("--memory", memoryMegabytes, 128, 10_240);
    requireRange("--elasticsearch-port", elasticsearchPort, 0, MAX_PORT);
    requireRange("--invoke-port", invokePort, 0, MAX_PORT);
    if (invokePort != 0 && invokePort == elasticsearchPort) {
      throw new UsageException(
          "--elasticsearch-port and --invoke-port are both %d; they have to differ"
              .formatted(invokePort));
    }
    settings.forStack();
  }

  /**
   * Starts the stack and waits until it is ready.
   *
   * @throws CommandException when it cannot be started
   */
  public LocalStack start(Path root, Consumer<String> functionLog) {
    try {
      return LocalStack.start(settings(root), functionLog);
    } catch (LocalServerException
        | UncheckedIOException
        | IllegalArgumentException
        | IllegalStateException e) {
      throw new CommandException(
          "the local stack cannot start: " + CommandException.reasonOf(e), e);
    }
  }

  public LocalStack.Settings settings(Path root) {
    return new LocalStack.Settings(
        root, elasticsearchPort, invokePort, memoryMegabytes, settings.forStack());
  }

  /** Fails if the other commands would use a stack that is running already. */
  public static void requireNoRunningStack(StackFile file) {
    file.ifRunning()
        .ifPresent(
            running -> {
              throw new CommandException(
                  "a local stack is running already (process %d); use that one, or end it with Ctrl-C first"
                      .formatted(running.pid()));
            });
  }

  public static void requireRange(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new UsageException("%s must be %d to %d, not %d".formatted(option, least, most, value));
    }
  }

  /** What the other commands need to know of a stack that this process runs. */
  public static RunningStack describe(LocalStack stack) {
    var elasticsearch = stack.elasticsearch();
    var analyst = elasticsearch.analyst();
    return new RunningStack(
        ProcessHandle.current().pid(),
        new RunningStack.Elasticsearch(
            elasticsearch.url(),
            elasticsearch.caFile().toString(),
            new RunningStack.Analyst(analyst.name(), analyst.password())),
        new RunningStack.Lambda(stack.endpoint().url(), ForwarderFunction.NAME));
  }
}
