package dev.logferry.cli.ship;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.logferry.cli.CommandRun;
import dev.logferry.cli.LogferryCommand;
import dev.logferry.cli.lambda.FakeLambda;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in a process of its own, as the launcher starts it. */
class ShipInterruptedIT {
  private static final int DEADLINE_SECONDS = 600;

  @TempDir Path root;

  @Test
  void a_signal_ends_it_with_word_of_what_was_shipped() throws Exception {
    try (var lambda = new FakeLambda()) {
      CommandRun.runningStack(root, lambda);
      Process ship = start("ship", "--log-group=/g");
      // One payload is full; the input stays open, so the command waits for more.
      ship.getOutputStream().write(lines(10_001).getBytes(UTF_8));
      ship.getOutputStream().flush();
      readUntil(ship.getErrorStream(), "1 payloads");

      // SIGTERM. The same hook runs on SIGINT, which a test cannot rely on: a shell that starts the
      // build in the background lets all its processes ignore that signal.
      ship.toHandle().destroy(); // Process.destroy would close the streams as well

      assertThat(new String(ship.getErrorStream().readAllBytes(), UTF_8))
          .contains("\r\033[Klogferry: interrupted after payload 1 (line 10000)")
          .contains("what was stored is not stored twice");
      assertThat(ship.waitFor()).isEqualTo(143);
    }
  }

  @Test
  void the_exit_code_of_the_process_is_that_of_the_command() throws Exception {
    Process unknown = start("previw");
    unknown.getOutputStream().close();

    assertThat(new String(unknown.getErrorStream().readAllBytes(), UTF_8))
        .startsWith(
            "logferry: Unmatched argument at index 0: 'previw'\nDid you mean: logferry preview")
        .endsWith("Usage: logferry [-hV] COMMAND\nMore: logferry --help\n");
    assertThat(unknown.waitFor()).isEqualTo(2);
  }

  private Process start(String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dlogferry.root=" + root);
    command.add("-Dlogferry.error.terminal=true");
    command.add("-Xmx64m");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(LogferryCommand.class.getName());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).start();
    // A read from its streams cannot be interrupted; the end of the process ends the read.
    CompletableFuture.delayedExecutor(DEADLINE_SECONDS, TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
    return process;
  }

  private static String lines(int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> "line " + n + "\n")
        .collect(Collectors.joining());
  }

  private static void readUntil(InputStream stream, String expected) throws IOException {
    var read = new StringBuilder();
    while (read.indexOf(expected) < 0) {
      int next = stream.read();
      assertThat(next).as("end of stream after: %s", read).isNotNegative();
      read.append((char) next);
    }
  }
}
