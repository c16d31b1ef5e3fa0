package dev.logferry.forwarder.redrive;

import java.util.concurrent.Semaphore;

/**
 * Bounds the bytes of the objects in progress, so that several large ones wait for each other and
 * many small ones do not. Thread-safe.
 */
final class MemoryBudget {

  /**
   * A record as bytes, as JSON, and as the payload in it; or a letter, and what is written of it.
   */
  private static final int COPIES = 4;

  private static final int KIBIBYTE = 1024;

  private final int total;
  private final Semaphore kibibytes;

  MemoryBudget(int bytes) {
    this.total = Math.max(1, bytes / KIBIBYTE);
    this.kibibytes = new Semaphore(total, true);
  }

  /**
   * Reserves memory for an object, as soon as there is enough; returns what to release after it.
   */
  int reserve(RedriveObject object) {
    long wanted = object.entry().sizeBytes() * COPIES / KIBIBYTE + 1;
    int reserved = (int) Math.min(wanted, total);
    kibibytes.acquireUninterruptibly(reserved);
    return reserved;
  }

  void release(int reserved) {
    kibibytes.release(reserved);
  }
}
