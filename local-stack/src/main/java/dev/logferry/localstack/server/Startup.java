package dev.logferry.localstack.server;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Waits for a server that is starting; fails with its last output if it dies or takes too long. */
public final class Startup {

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final ServerProcess process;
  private final Duration limit;
  private final long startNanos = System.nanoTime();

  public Startup(ServerProcess process, Duration limit) {
    this.process = process;
    this.limit = limit;
  }

  /** Something that a starting server does not have at first. */
  public interface Probe<T> {

    /**
     * Looks once.
     *
     * @return empty if it is not there yet
     * @throws IOException if it is not there yet, with the reason
     */
    Optional<T> look() throws IOException, InterruptedException;
  }

  /**
   * Probes until it is there.
   *
   * @param what is awaited, such as {@code being healthy}
   * @throws LocalServerException if the server ends or takes too long
   */
  public <T> T await(String what, Probe<T> probe) {
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
      throw failure("%s %s before %s".formatted(process.server(), process.exit(), what));
    }
    if (System.nanoTime() - startNanos > limit.toNanos()) {
      throw failure(
          "%s did not get to %s within %s (%s); if this machine is only slow, raise startupLimit"
              .formatted(process.server(), what, limit, lastProblem));
    }
  }

  private LocalServerException failure(String problem) {
    return new LocalServerException(
        "%s. Its last output:%n%s".formatted(problem, process.lastOutput()));
  }

  private void pause(String what) {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException _) {
      throw interrupted(what);
    }
  }

  private LocalServerException interrupted(String what) {
    Thread.currentThread().interrupt();
    return new LocalServerException(
        "interrupted while %s was on its way to %s".formatted(process.server(), what));
  }
}
