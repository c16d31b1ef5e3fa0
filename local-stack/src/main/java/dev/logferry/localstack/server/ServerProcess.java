package dev.logferry.localstack.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A local server's operating system process. Its standard input stays open as long as we live, so a
 * server can end by itself when that closes.
 */
public final class ServerProcess {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
  private static final int LAST_LINES = 30;
  private static final Predicate<String> PASSED_ON =
      name -> name.equals("PATH") || name.startsWith("LC_") || name.startsWith("LANG");

  private final String server;
  private final Process process;
  private final Path output;

  private ServerProcess(String server, Process process, Path output) {
    this.server = server;
    this.process = process;
    this.output = output;
  }

  /**
   * Starts it.
   *
   * @param server its name, in messages
   * @param folder its working directory
   * @param output the file to which its standard output and error are appended
   * @param environment its variables, besides the path and the language: options for our own JVM
   *     must not reach the server's
   */
  public static ServerProcess start(
      String server,
      List<String> command,
      Path folder,
      Path output,
      Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().keySet().removeIf(PASSED_ON.negate());
    builder.environment().putAll(environment);
    return new ServerProcess(server, builder.start(), output);
  }

  /** Writes to its standard input. If it ended before it read that, its output says why. */
  public void send(byte[] bytes) {
    try {
      process.getOutputStream().write(bytes);
      process.getOutputStream().flush();
    } catch (IOException _) {
      process.destroyForcibly();
    }
  }

  public String server() {
    return server;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Such as {@code ended with exit code 3}. */
  public String exit() {
    return process.isAlive() ? "is still running" : "ended with exit code " + process.exitValue();
  }

  /** The end of what it wrote. */
  public String lastOutput() {
    return lastLines(output);
  }

  /** The end of a log, for a message. */
  public static String lastLines(Path log) {
    try {
      // Not strict UTF-8: a process that died may have left half a character.
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "(its output cannot be read: " + e + ")";
    }
  }

  /** Asks it to end, and ends it by force if it has not within 20 s. */
  public void stop() {
    process.destroy();
    if (!endsWithin(STOP_LIMIT)) {
      kill();
    }
  }

  /** Ends it at once, as a crash would. */
  public void kill() {
    process.destroyForcibly();
    if (!endsWithin(KILL_LIMIT)) {
      throw new LocalServerException(
          "the process %d of the local %s does not end: end it by hand with kill -9 %d"
              .formatted(process.pid(), server, process.pid()));
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
