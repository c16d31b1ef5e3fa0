package dev.logferry.localstack.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A small process that ends a server once our process has ended, even if that was killed, when no
 * shutdown hook runs: it waits for the end of its standard input, which ends with us. It then
 * deletes the server's folder if that is temporary.
 */
public final class Watchdog implements AutoCloseable {

  /** A process number can have passed on to another program, hence the check of its name. */
  private static final String SCRIPT =
      """
      trap '' HUP INT TERM
      cat >/dev/null
      server() { read -r pid <"$2" && [ "$(cat "/proc/$pid/comm")" = "$3" ]; }
      tries=0
      while server "$@"; do
        if [ $tries -eq 0 ]; then kill -"$4" "$pid"; fi
        if [ $tries -eq 50 ]; then kill -"$5" "$pid"; fi
        tries=$((tries + 1))
        sleep 0.1
      done
      if [ "$6" = true ]; then rm -rf "$1"; fi
      """;

  private final String server;
  private final Process process;

  private Watchdog(String server, Process process) {
    this.server = server;
    this.process = process;
  }

  /**
   * What to end, and how.
   *
   * @param server its name, in messages
   * @param processIdFile the first line of this file is the process's number, while it runs
   * @param program the name of its program, as the system has it
   * @param signal ends it
   * @param lastSignal ends it if it has not ended after five seconds
   */
  public record Target(
      String server, Path processIdFile, String program, String signal, String lastSignal) {}

  /** Starts it. */
  public static Watchdog over(RunFolder folder, Target target) throws IOException {
    return new Watchdog(
        target.server(),
        new ProcessBuilder(
                "sh",
                "-c",
                SCRIPT,
                "logferry-watchdog",
                folder.root().toString(),
                target.processIdFile().toString(),
                target.program(),
                target.signal(),
                target.lastSignal(),
                Boolean.toString(folder.temporary()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** Has it end the server now, and waits until it has. */
  @Override
  public void close() {
    try {
      process.outputWriter().close();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the watchdog of the local %s does not end".formatted(server), e);
    }
    process.onExit().join();
  }
}
