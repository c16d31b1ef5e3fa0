package dev.logferry.cli.canary;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets a command that runs until Ctrl-C (SIGINT, SIGTERM) finish: it is stopped, prints its result,
 * and the process exits with the command's own code instead of the signal's.
 */
final class GracefulStop implements AutoCloseable {

  /** A second signal, or SIGKILL after ten seconds, as in a container, ends what takes longer. */
  private static final Duration MAX_DELAY = Duration.ofSeconds(8);

  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private final Thread hook;

  /**
   * From now on a signal stops the command.
   *
   * @param stop lets the command end soon; runs in another thread
   */
  GracefulStop(Runnable stop) {
    this.hook =
        Thread.ofPlatform()
            .name("graceful-stop")
            .unstarted(
                () -> {
                  stop.run();
                  haltWhenFinished();
                });
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void haltWhenFinished() {
    try {
      // The shutdown has begun: only halting can still choose the exit code.
      Runtime.getRuntime().halt(exitCode.get(MAX_DELAY.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException | ExecutionException _) {
      // The process ends as it does on the signal.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** The command has printed its result: the process may end. */
  void finished(int code) {
    exitCode.complete(code);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The process is ending: the hook has the last word.
    }
  }
}
