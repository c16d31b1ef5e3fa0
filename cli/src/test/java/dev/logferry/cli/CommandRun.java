package dev.logferry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.logferry.cli.command.CommandContext;
import dev.logferry.cli.lambda.FakeLambda;
import dev.logferry.cli.stack.RunningStack;
import dev.logferry.cli.stack.StackFile;
import dev.logferry.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import picocli.CommandLine;

/** One run of the command, and what it left behind. */
public record CommandRun(int exitCode, String out, String err) {
  public static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

  /** Runs without input and without a terminal. */
  public static CommandRun of(Path root, String... arguments) {
    return with(root, "", Terminal.NONE, arguments);
  }

  public static CommandRun with(Path root, String input, Terminal terminal, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var context =
        new CommandContext(
            root,
            new ByteArrayInputStream(input.getBytes(UTF_8)),
            Clock.fixed(NOW, ZoneOffset.UTC),
            terminal);
    int exitCode =
        new CommandLine(new LogferryCommand(context))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  /** Makes the root one in which a stack runs, as far as its Lambda goes. */
  public static void runningStack(Path root, FakeLambda lambda) throws IOException {
    runningStack(root, NOWHERE, Path.of("none.pem"), lambda.url());
  }

  public static void runningStack(Path root, URI elasticsearch, Path caFile, URI lambda)
      throws IOException {
    new StackFile(root)
        .write(
            new RunningStack(
                ProcessHandle.current().pid(),
                new RunningStack.Elasticsearch(
                    elasticsearch,
                    caFile.toString(),
                    new RunningStack.Analyst("analyst", "reads-only")),
                new RunningStack.Lambda(lambda, FakeLambda.FUNCTION)));
  }
}
