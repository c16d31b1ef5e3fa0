package dev.logferry.localstack.elasticsearch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The server's operating system process. Its standard input stays open as long as we live: the
 * server ends by itself when that closes, so it never outlives us, even if we are killed.
 */
final class ServerProcess {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
  private static final Predicate<String> PASSED_ON =
      name -> name.equals("PATH") || name.startsWith("LC_") || name.startsWith("LANG");

  private final Process process;

  private ServerProcess(Process process) {
    this.process = process;
  }

  static ServerProcess start(List<String> command, byte[] arguments, RunFolder folder)
      throws IOException {
    Path console = folder.consoleOutput();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.logs().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(console.toFile()));
    // Options for our own JVM in the environment must not reach the server's.
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(PASSED_ON.negate());
    environment.put("LIBFFI_TMPDIR", folder.temporary().toString());
    ServerProcess started = new ServerProcess(builder.start());
    started.send(arguments);
    return started;
  }

  /** A server that ended before it read them says why in its output, so that is not lost here. */
  private void send(byte[] arguments) {
    try {
      process.getOutputStream().write(arguments);
      process.getOutputStream().flush();
    } catch (IOException _) {
      process.destroyForcibly();
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long processId() {
    return process.pid();
  }

  String exit() {
    return process.isAlive() ? "is still running" : "ended with exit code " + process.exitValue();
  }

  /** Asks it to end, and ends it by force if it has not within 20 s. */
  void stop() {
    process.destroy();
    if (!endsWithin(STOP_LIMIT)) {
      kill();
    }
  }

  /** Ends it at once, as a crash would. */
  void kill() {
    process.destroyForcibly();
    if (!endsWithin(KILL_LIMIT)) {
      throw new LocalElasticsearchException(
          "the Elasticsearch process %d does not end: end it by hand with kill -9 %d"
              .formatted(process.pid(), process.pid()));
    }
  }

  private boolean endsWithin(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
