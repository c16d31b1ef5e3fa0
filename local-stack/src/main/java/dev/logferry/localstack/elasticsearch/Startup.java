package dev.logferry.localstack.elasticsearch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Waits for a server that is starting; fails with its last words if it dies or takes too long. */
final class Startup {

  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int LAST_LINES = 30;

  private final ServerProcess process;
  private final RunFolder folder;
  private final Duration limit;
  private final long startNanos = System.nanoTime();

  Startup(ServerProcess process, RunFolder folder, Duration limit) {
    this.process = process;
    this.folder = folder;
    this.limit = limit;
  }

  /** Something that a starting server has or has not yet. */
  interface Probe<T> {

    /**
     * Looks once.
     *
     * @return empty if it is not there yet
     * @throws IOException if it is not there yet, with the reason
     */
    Optional<T> look() throws IOException, InterruptedException;
  }

  <T> T await(String what, Probe<T> probe) {
    String lastProblem = "no answer";
    while (true) {
      try {
        Optional<T> found = probe.look();
        if (found.isPresent()) {
          return found.get();
        }
      } catch (IOException e) {
        lastProblem = e.toString();
      } catch (InterruptedException _) {
        throw interrupted(what);
      }
      requireHope(what, lastProblem);
      pause(what);
    }
  }

  private void requireHope(String what, String lastProblem) {
    if (!process.isAlive()) {
      throw failure("Elasticsearch " + process.exit() + " before " + what);
    }
    if (System.nanoTime() - startNanos > limit.toNanos()) {
      throw failure(
          "Elasticsearch did not get to %s within %s (%s); if this machine is only slow, raise startupLimit"
              .formatted(what, limit, lastProblem));
    }
  }

  private LocalElasticsearchException failure(String problem) {
    return new LocalElasticsearchException(
        "%s. Its last output:%n%s".formatted(problem, String.join("\n", lastOutput())));
  }

  private List<String> lastOutput() {
    try {
      // Not strict UTF-8: a process that died may have left half a character.
      String output =
          new String(Files.readAllBytes(folder.consoleOutput()), StandardCharsets.UTF_8);
      List<String> lines = output.lines().toList();
      return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    } catch (IOException e) {
      return List.of("(its output cannot be read: " + e + ")");
    }
  }

  private static void pause(String what) {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException _) {
      throw interrupted(what);
    }
  }

  private static LocalElasticsearchException interrupted(String what) {
    Thread.currentThread().interrupt();
    return new LocalElasticsearchException(
        "interrupted while Elasticsearch was on its way to " + what);
  }
}
