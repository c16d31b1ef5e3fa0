package dev.logferry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command in a process of its own, as the launcher starts it. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ShipInterruptedIT {
  @TempDir Path root;

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void a_signal_ends_it_with_word_of_what_was_shipped(String signal, int exitCode)
      throws Exception {
    try (var lambda = new FakeLambda()) {
      CommandRun.runningStack(root, lambda);
      Process ship = start("ship", "--log-group=/g");
      try {
        // One payload is full; the input stays open, so the command waits for more.
        ship.getOutputStream().write(lines(10_001).getBytes(UTF_8));
        ship.getOutputStream().flush();
        readUntil(ship.getErrorStream(), "1 payloads");

        new ProcessBuilder("kill", "-" + signal, Long.toString(ship.pid())).start().waitFor();

        assertThat(ship.waitFor()).isEqualTo(exitCode);
        assertThat(new String(ship.getErrorStream().readAllBytes(), UTF_8))
            .contains("\r\033[Klogferry: interrupted after payload 1 (line 10000)")
            .contains("what was stored is not stored twice");
      } finally {
        ship.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void the_exit_code_of_the_process_is_that_of_the_command() throws Exception {
    Process unknown = start("shp");
    unknown.getOutputStream().close();

    assertThat(new String(unknown.getErrorStream().readAllBytes(), UTF_8))
        .isEqualTo(
            """
            logferry: Unmatched argument at index 0: 'shp'
            Did you mean: logferry ship?
            Usage: logferry [-hV] COMMAND
            More: logferry --help
            """);
    assertThat(unknown.waitFor()).isEqualTo(2);
  }

  private Process start(String... arguments) throws IOException {
    var command = new java.util.ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dlogferry.root=" + root);
    command.add("-Dlogferry.error.terminal=true");
    command.add("-Xmx64m");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(LogferryCommand.class.getName());
    command.addAll(java.util.List.of(arguments));
    return new ProcessBuilder(command).start();
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
