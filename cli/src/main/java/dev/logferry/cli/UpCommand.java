package dev.logferry.cli;

import dev.logferry.cli.stack.StackFile;
import dev.logferry.cli.terminal.CommandException;
import dev.logferry.cli.terminal.TerminalText;
import dev.logferry.localstack.ForwarderFunction;
import dev.logferry.localstack.LocalStack;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code logferry up}: the local stack, until Ctrl-C. */
@Command(
    name = "up",
    description = {
      "Starts Elasticsearch and the forwarder's Lambda runtime on this machine, and stays until"
          + " Ctrl-C; in scripts, stop it with SIGTERM. Needs no Docker and no AWS account. What was"
          + " stored is gone afterwards.",
      ""
    })
final class UpCommand extends OperatorCommand {

  @Mixin private StackOptions options = new StackOptions();

  @Override
  boolean run() {
    options.check();
    StackFile file = new StackFile(context().root());
    refuseSecondStack(file);
    err().println("Starting Elasticsearch and the Lambda runtime...");
    err().flush();
    try (LocalStack stack = options.start(context().root(), this::showLog)) {
      file.write(StackOptions.describe(stack));
      Thread atExit = new Thread(() -> delete(file), "remove-stack-file");
      Runtime.getRuntime().addShutdownHook(atExit);
      tellWhereAndWhatNext(stack, file);
      awaitInterrupt();
      return true;
    } catch (IOException e) {
      throw new CommandException("cannot write %s: %s".formatted(file.path(), e), e);
    }
  }

  private static void refuseSecondStack(StackFile file) {
    file.ifRunning()
        .ifPresent(
            running -> {
              throw new CommandException(
                  "a local stack is running already (process %d); use that one, or end it with Ctrl-C first"
                      .formatted(running.pid()));
            });
  }

  private void tellWhereAndWhatNext(LocalStack stack, StackFile file) {
    var elasticsearch = stack.elasticsearch();
    out()
        .printf(
            """

            Elasticsearch   %s   (CA %s)
                            its own log: %s
            Lambda          %s   (function %s)
            Written down    %s   (addresses, the analyst's password)

            Try in another terminal:
              ./logferry invoke events/cloudwatch/ecs-error.event.json
              ./logferry search 'log.level:ERROR'
              ./logferry ship --log-group /elasticsearch/server %s
              ./logferry search --from 2020-01-01T00:00:00Z 'log.level:WARN'

            Ctrl-C stops everything. The function's log follows.
            """,
            elasticsearch.url(),
            elasticsearch.caFile(),
            elasticsearch.serverLog(),
            stack.endpoint().url(),
            ForwarderFunction.NAME,
            file.path(),
            elasticsearch.serverLog());
    out().flush();
  }

  private void showLog(String line) {
    out().println("lambda | " + TerminalText.visibleLines(line));
    out().flush();
  }

  private static void awaitInterrupt() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void delete(StackFile file) {
    try {
      file.delete();
    } catch (IOException _) {
      // A file that stays names a process that has ended, and is taken for what it is.
    }
  }
}
