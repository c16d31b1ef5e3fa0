package dev.logferry.cli.ship;

/**
 * Runs an action when the process is interrupted or terminated (Ctrl-C, SIGTERM) before this is
 * closed.
 */
final class ShutdownHook implements AutoCloseable {
  private final Thread hook;

  ShutdownHook(Runnable action) {
    this.hook = Thread.ofPlatform().name("shutdown-hook").unstarted(action);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The process is ending: the action is running.
    }
  }
}
