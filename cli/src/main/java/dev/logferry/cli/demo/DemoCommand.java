package dev.logferry.cli.demo;

import dev.logferry.cli.command.OperatorCommand;
import dev.logferry.cli.stack.StackEnvFile;
import dev.logferry.cli.stack.StackFile;
import dev.logferry.cli.stack.StackOptions;
import dev.logferry.cli.terminal.CommandException;
import dev.logferry.localstack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/**
 * {@code logferry demo}: the whole way of a log line, once, from CloudWatch's event to a search.
 */
@Command(
    name = "demo",
    description = {
      "Shows a delivery, a search, an outage without loss and an audit, then stops.",
      "Starts the local stack, sends every event of events/cloudwatch to the forwarder in"
          + " the Lambda runtime, searches for the errors, stops Elasticsearch while lines"
          + " arrive, proves by an audit that nothing is missing, and stops. Takes two minutes;"
          + " the first run takes longer, because it downloads and builds.",
      ""
    })
public final class DemoCommand extends OperatorCommand {

  private static final String FROM = "2020-01-01T00:00:00Z";

  /** Elasticsearch's default index.refresh_interval is a second. */
  private static final Duration REFRESH = Duration.ofMillis(1500);

  @Mixin private StackOptions options = new StackOptions();

  @Override
  protected boolean run() {
    options.check();
    StackFile file = new StackFile(context().root());
    if (file.ifRunning().isPresent()) {
      say("Using the local stack that is running, so there is no outage in this demo.");
      return show();
    }
    say("Starting Elasticsearch, S3, the Lambda runtime and CloudWatch Logs, in about 20 s");
    StackEnvFile envFile = new StackEnvFile(context().root());
    try (LocalStack stack = options.start(context().root(), _ -> {})) {
      file.write(StackOptions.describe(stack));
      envFile.write(stack);
      boolean shown =
          show() && shipServerLog(stack.elasticsearch().serverLog()) && showOutage(stack, envFile);
      say("End of the demo. For your own logs, run ./logferry up: it keeps the stack running.");
      return shown;
    } catch (IOException e) {
      throw new CommandException("the demo cannot continue: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("interrupted", e);
    } finally {
      delete(file);
    }
  }

  private boolean showOutage(LocalStack stack, StackEnvFile envFile) throws InterruptedException {
    say("An outage: Elasticsearch is killed while lines arrive in CloudWatch Logs");
    Instant from = context().clock().instant().minusSeconds(1);
    boolean delivered = new OutageDemo(stack, context().root(), this::print).run();
    awaitRefresh();
    say(
        "Is anything missing? An audit compares CloudWatch Logs with Elasticsearch, event by event");
    return delivered
        && execute(
                "audit",
                "--env-file",
                envFile.path().toString(),
                "--log-group",
                OutageDemo.GROUP,
                "--from",
                from.toString(),
                "--to",
                context().clock().instant().toString(),
                "--settle",
                "PT0S",
                "--restart")
            == ExitCode.OK;
  }

  private void print(String line) {
    out().println(line);
    out().flush();
  }

  private boolean show() {
    say("Invoking the forwarder with sample events, as CloudWatch Logs does");
    print(
        "The ledger counts the outcome of each event: 'received' is the sum of the other counts.");
    for (Path event : events()) {
      if (!logferry("invoke", "--brief", event.toString())) {
        return false;
      }
    }
    awaitRefresh();
    say("Searching for errors, as an analyst does");
    return logferry("search", "--from", FROM, "log.level:ERROR");
  }

  private boolean shipServerLog(Path serverLog) {
    say("Shipping a log file: Elasticsearch's own, line by line");
    if (!logferry("ship", "--log-group", "/elasticsearch/server", serverLog.toString())) {
      return false;
    }
    awaitRefresh();
    say("Searching for its warnings");
    return logferry("search", "--from", FROM, "--size", "5", "log.level:WARN");
  }

  private List<Path> events() {
    Path folder = context().root().resolve("events").resolve("cloudwatch");
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".event.json")).sorted().toList();
    } catch (IOException e) {
      throw new CommandException("cannot read %s: %s".formatted(folder, e), e);
    }
  }

  /** Runs a command, and shows it as it would be typed in the project's folder. */
  private boolean logferry(String... arguments) {
    print("");
    print(("$ ./logferry " + String.join(" ", arguments)).replace(context().root() + "/", ""));
    return execute(arguments) == ExitCode.OK;
  }

  private static void awaitRefresh() {
    try {
      Thread.sleep(REFRESH);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("interrupted", e);
    }
  }

  private void say(String sentence) {
    out().println("\n== " + sentence);
    out().flush();
  }

  private void delete(StackFile file) {
    try {
      file.delete();
      new StackEnvFile(context().root()).delete();
    } catch (IOException e) {
      printError("cannot remove %s: %s".formatted(file.path(), e));
    }
  }
}
