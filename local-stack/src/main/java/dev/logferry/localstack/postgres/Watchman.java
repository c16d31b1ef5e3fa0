package dev.logferry.localstack.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A small process that ends the server when ours has ended, even if it was killed: it waits for the
 * end of its standard input, which ends with us. A shutdown hook would not run then.
 */
final class Watchman implements AutoCloseable {

  /** A process number can have passed on to another program, hence the look at the name. */
  private static final String SCRIPT =
      """
      trap '' HUP INT TERM
      cat >/dev/null
      server() { read -r pid <"$1/data/postmaster.pid" && [ "$(cat "/proc/$pid/comm")" = postgres ]; }
      tries=0
      while server "$1"; do
        if [ $tries -eq 0 ]; then kill -INT "$pid"; fi
        if [ $tries -eq 50 ]; then kill -QUIT "$pid"; fi
        tries=$((tries + 1))
        sleep 0.1
      done
      if [ "$2" = delete ]; then rm -rf "$1"; fi
      """;

  private final Process process;

  private Watchman(Process process) {
    this.process = process;
  }

  static Watchman over(RunFolder folder) throws IOException {
    return new Watchman(
        new ProcessBuilder(
                "sh",
                "-c",
                SCRIPT,
                "logferry-postgres-watchman",
                folder.root().toString(),
                folder.temporary() ? "delete" : "keep")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** Has it do its duty now, and waits for that. */
  @Override
  public void close() {
    try {
      process.outputWriter().close();
    } catch (IOException e) {
      throw new UncheckedIOException("the local PostgreSQL's watchman cannot be told to end", e);
    }
    process.onExit().join();
  }
}
