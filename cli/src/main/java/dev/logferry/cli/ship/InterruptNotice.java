package dev.logferry.cli.ship;

/**
 * Says something when the process is interrupted or terminated (Ctrl-C, SIGTERM) before this is
 * closed.
 */
final class InterruptNotice implements AutoCloseable {
  private final Thread notice;

  InterruptNotice(Runnable notice) {
    this.notice = Thread.ofPlatform().name("interrupt-notice").unstarted(notice);
    Runtime.getRuntime().addShutdownHook(this.notice);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(notice);
    } catch (IllegalStateException _) {
      // The process is ending: the notice is being given.
    }
  }
}
