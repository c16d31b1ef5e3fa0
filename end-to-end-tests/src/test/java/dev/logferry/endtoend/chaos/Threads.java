package dev.logferry.endtoend.chaos;

/** Waits for threads where nobody could do anything about an interrupt. */
final class Threads {

  private Threads() {}

  static void awaitEnd(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
